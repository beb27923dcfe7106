import type { Examination } from '../../../activities/inspect-worker';
import type { SearchAttributeState } from '../../../client/search-attributes';
import type { Poller } from '../../../client/pollers';
import type { DayQuota } from '../../../domain/quota/day-quota';
import type { FailingWorkflow } from './failing-workflows';

/** What was found out about a set-up. What could not be found out says why, a sentence. */
export interface Diagnostics {
  readonly account: string;
  readonly starterVersion: string;
  readonly temporal:
    | {
        readonly address: string;
        readonly namespace: string;
        readonly serverVersion: string;
        readonly retentionDays: number | undefined;
        readonly problem?: undefined;
      }
    | { readonly problem: string };
  /** Absent when Temporal could not be asked. */
  readonly worker?: WorkerDiagnostics | undefined;
  /** The workers that poll the task queue of the account. */
  readonly pollers?: readonly Poller[] | undefined;
  /** The starter's clock when the worker read Twilio's, milliseconds since 1970. */
  readonly starterMs?: number | undefined;
  readonly searchAttributes?: SearchAttributeState | { readonly problem: string } | undefined;
  /** Undefined when nothing was requested yet. */
  readonly quota?: DayQuota | { readonly problem: string } | undefined;
  /** Running workflows of the account and of its quota that do not continue. */
  readonly failing?: readonly FailingWorkflow[] | undefined;
}

export type WorkerDiagnostics = Examination | { readonly problem: string };
