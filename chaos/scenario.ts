import type { PlannedFault } from '../simulator/faults/fault';
import type { JobLife } from '../simulator/jobs/job-life';
import type { Operation } from '../simulator/wire/route';
import type { View } from '../simulator/wire/view';
import type { DayRange } from './calendar';

export const RESOURCE_TYPES = ['Messages', 'Calls', 'Conferences', 'Participants'] as const;
export type ResourceType = (typeof RESOURCE_TYPES)[number];

/** All that happens to some exports, drawn from a seed. Instants are the simulator's, in milliseconds since 1970. */
export interface Scenario {
  readonly seed: number;
  /** The simulator's clock when the first export is started. */
  readonly startMs: number;
  readonly exports: readonly ExportSpec[];
  readonly life: JobLife;
  readonly view: Partial<View>;
  readonly fates: readonly DayFate[];
  readonly quota?: DayQuota | undefined;
  /** Jobs of others, made before the first export is started. */
  readonly foreignJobs: readonly ForeignJob[];
  readonly faults: readonly PlannedFault[];
  readonly events: readonly ScenarioEvent[];
  readonly followers: readonly Follower[];
}

/** An export to be started. */
export interface ExportSpec {
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly startsAfterMs: number;
  readonly options: ExportOptions;
  /** Whether it is started once more when it ends with days missing, or cancelled. */
  readonly startsAgain: boolean;
  /** Whether its files are delivered into the archive of the scenario. */
  readonly isArchived: boolean;
}

/** Somebody who watches an export all the while: with the starter, or with queries twice a second. */
export interface Follower {
  readonly of: number;
  readonly by: 'process' | 'queries';
}

/** The options of an export that are drawn. */
export interface ExportOptions {
  readonly daysPerChunk: number;
  readonly openJobs: number;
  readonly maxAttempts: number;
  readonly newestFirst: boolean;
  readonly waitForRecentDays: boolean;
  readonly allowMissing: boolean;
}

/** What a day does, in jobs of one resource type. */
export interface DayFate {
  readonly resourceType: ResourceType;
  readonly day: string;
  readonly fate:
    | { readonly kind: 'fails'; readonly times: number }
    | { readonly kind: 'failsForEver' }
    | { readonly kind: 'empty' }
    /** One status per look; the last one stays. */
    | { readonly kind: 'reports'; readonly statuses: readonly [string, ...string[]] };
}

/** The quota, which the workers are told, too. */
export interface DayQuota {
  readonly days: number;
  readonly reserve: number;
  readonly refusal: 400 | 429;
}

/** A job of somebody else. */
export interface ForeignJob {
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  /** How long before the start it was made. */
  readonly ageHours: number;
  readonly life: JobLife;
}

/** Something that is done from outside at a moment; one action after the other. */
export interface ScenarioEvent {
  readonly moment: Moment;
  readonly actions: readonly Action[];
}

export type Moment =
  /** While the reply to a request is held: the nth of its kind, processed before it is held or when it is let go. */
  | { readonly at: 'request'; readonly on: Operation; readonly nth: number; readonly processed: 'first' | 'late' }
  /** So long after the first export was started, in real time. */
  | { readonly at: 'time'; readonly ms: number };

export type Action =
  /** SIGKILL; another worker takes its place after a while. */
  | { readonly action: 'killWorker'; readonly backAfterMs: number }
  /** SIGKILL; it comes back with its database. */
  | { readonly action: 'killTemporal'; readonly backAfterMs: number }
  /** Every connection to Twilio is cut once. */
  | { readonly action: 'cut' }
  | { readonly action: 'outage'; readonly ms: number }
  | { readonly action: 'wait'; readonly ms: number }
  /** The simulator's clock is moved on. */
  | { readonly action: 'advance'; readonly ms: number }
  /** Somebody deletes a job; `pick` chooses among those there are. */
  | { readonly action: 'deleteJob'; readonly pick: number }
  /** Twilio forgets a job. */
  | { readonly action: 'forgetJob'; readonly pick: number }
  | { readonly action: 'spendQuota'; readonly days: number }
  | { readonly action: 'foreignJob'; readonly resourceType: ResourceType; readonly range: DayRange }
  | Command;

/** What an operator tells an export. */
export type Command = { readonly of: number } & (
  | { readonly action: 'pause' }
  | { readonly action: 'resume' }
  | { readonly action: 'change'; readonly options: Partial<ExportOptions> }
  | { readonly action: 'cancel' }
  | { readonly action: 'resubmit' }
);
