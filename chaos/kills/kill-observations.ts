import type { Report } from '../../simulator/log/report';
import type { RunHistory } from '../../tools/histories/read-histories';
import type { ArchivedDay } from '../harness/read-archive';
import type { KillPlan } from './kill-plan';

/** What is known after a run of the kill suite. */
export interface KillObservations {
  readonly plan: KillPlan;
  readonly kills: number;
  readonly ends: readonly WatchedEnd[];
  /** Exit codes of the processes that followed the exports. */
  readonly followerExits: readonly (number | null)[];
  /** Of every run of the exports and of their quota. */
  readonly histories: readonly RunHistory[];
  /** One sentence for each history that does not replay. */
  readonly replayFailures: readonly string[];
  readonly archive: readonly ArchivedDay[];
  readonly report: Report;
  /** The last words of workers that ended although nobody killed them. */
  readonly workerOwnEnds: readonly string[];
}

/** How an export ended, or where it stood when nobody waited any more. */
export interface WatchedEnd {
  readonly workflowId: string;
  /** `COMPLETED` when all is well. */
  readonly status: string;
  /** Attempts at the workflow task that is pending. */
  readonly taskAttempts: number;
}
