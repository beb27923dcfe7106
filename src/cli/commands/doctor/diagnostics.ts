import type { Examination } from '../../../activities/inspect-worker';
import type { SearchAttributeState } from '../../../client/search-attributes';
import type { Poller } from '../../../client/pollers';
import type { DayQuota } from '../../../domain/quota/day-quota';
import type { FailingWorkflow } from './failing-workflows';

/** The diagnostics of a setup. A part that could not be collected has a `problem`, a sentence. */
export interface Diagnostics {
  readonly account: string;
  readonly starterVersion: string;
  readonly temporal:
    | {
        readonly address: string;
        readonly namespace: string;
        readonly serverVersion: string;
        /** What the server lacks. */
        readonly missingSupport: string | undefined;
        readonly retentionDays: number | undefined;
        readonly problem?: undefined;
      }
    | { readonly problem: string };
  /** Absent when Temporal is not reachable. */
  readonly worker?: WorkerDiagnostics | undefined;
  /** The workers that poll the task queue of the account. */
  readonly pollers?: readonly Poller[] | undefined;
  /** The clock of this machine when the worker read Twilio's, milliseconds since 1970. */
  readonly starterMs?: number | undefined;
  readonly searchAttributes?: SearchAttributeState | { readonly problem: string } | undefined;
  /** Undefined before the first request. */
  readonly quota?: DayQuota | { readonly problem: string } | undefined;
  /** Running workflows of the account and of its quota that make no progress. */
  readonly failing?: readonly FailingWorkflow[] | undefined;
}

type WorkerDiagnostics = Examination | { readonly problem: string };
