import type { JobSummary } from '../simulator/jobs/job-summary';
import type { DayRequestSummary } from '../simulator/log/day-request-summary';
import type { Report } from '../simulator/log/report';
import type { RequestLogEntry } from '../simulator/log/request-log';
import type { RunHistory } from '../tools/histories/read-histories';
import type { DayRange } from './calendar';
import type { ArchivedDay } from './harness/read-archive';
import type { Command, ExportSpec, Scenario } from './scenario';

/** What is known after a scenario was run: what the simulator truly saw, and what the exports said at their end. */
export interface Observations {
  readonly scenario: Scenario;
  readonly exports: readonly ExportObservations[];
  readonly jobs: readonly JobSummary[];
  readonly dayRequests: readonly DayRequestSummary[];
  readonly requests: readonly RequestLogEntry[];
  readonly report: Report;
  readonly commands: readonly GivenCommand[];
  readonly pauses: readonly Pause[];
  /** How often somebody else spent quota: by a job, or unseen. */
  readonly foreignSpendings: number;
  /** Creates of others that went beyond the quota. */
  readonly foreignRefusals: number;
  /** Every day that the archive has a receipt of. */
  readonly archive: readonly ArchivedDay[];
  /** Of every run of the exports and of their quota. */
  readonly histories: readonly RunHistory[];
  /** One sentence for each history that does not replay. */
  readonly replayFailures: readonly string[];
  /** How often a clock that was moved by the scenario passed 00:00 UTC. */
  readonly midnightsPassed: number;
  readonly workerKills: number;
  /** The last words of workers that ended although nobody killed them. */
  readonly workerOwnEnds: readonly string[];
}

/** An export, and what became of it. */
export interface ExportObservations {
  readonly spec: ExportSpec;
  /** The simulator's clock when it was started first. */
  readonly startedAtMs: number;
  readonly end: ExportEnd;
  /** Where every day stood at the end, as runs of days; absent when nobody could be asked. */
  readonly ledger?: readonly LedgerRange[] | undefined;
  /** The progress at the end of each run: one that was started again has two. */
  readonly progress: readonly ProgressAtEnd[];
}

export type ExportEnd =
  | { readonly kind: 'completed'; readonly outcome: Outcome }
  | { readonly kind: 'daysMissing'; readonly outcome: Outcome }
  | { readonly kind: 'cancelled' }
  /** Any other failure, with its words. */
  | { readonly kind: 'failed'; readonly message: string }
  /** It did not end in time; what its pending activities said. */
  | { readonly kind: 'stuck'; readonly messages: readonly string[] };

/** What an export says when it is settled. */
export interface Outcome {
  readonly days: DayCounts;
  readonly requestedDays: number;
  readonly notYetExportable?: DayRange | undefined;
}

export interface DayCounts {
  readonly total: number;
  readonly exported: number;
  readonly empty: number;
  readonly delivered: number;
  readonly missing: number;
}

/** Days that stand alike. */
export interface LedgerRange extends DayRange {
  readonly state: 'planned' | 'submitted' | 'exported' | 'delivered' | 'empty' | 'missing';
  readonly reason?: string;
  readonly jobSid?: string;
}

/** What an export answers when it is asked how it stands. */
export interface ProgressAtEnd {
  readonly requestedDays: number;
  readonly unnamedDays: number;
  /** A sentence. */
  readonly waitingFor: string;
  readonly notYetExportable?: DayRange | undefined;
  readonly cancellation?:
    { readonly jobsRemaining: readonly { readonly jobSid: string }[]; readonly unclear?: DayRange | undefined } | undefined;
}

/** A command, and whether the export accepted it. */
export interface GivenCommand {
  readonly command: Command;
  readonly isAccepted: boolean;
}

/** The time in which an export had accepted to submit nothing, by the simulator's clock. */
export interface Pause {
  readonly of: number;
  readonly fromMs: number;
  readonly untilMs: number;
}
