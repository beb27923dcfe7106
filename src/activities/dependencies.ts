import type { Archive } from '../archive/port';
import type { BulkExportApi } from '../bulk-export/port';
import type { QuotaCall, ReserveAnswer } from '../domain/quota/protocol';
import type { QuotaSettings } from '../domain/quota/quota-limit';
import type { WithAttempt } from './attempt/attempt';

/** The quota that an account shares, and how to reach it. */
export interface QuotaClient extends QuotaSettings {
  /**
   * Call the quota. A call may be repeated without harm.
   * @throws ApplicationFailure of type `QuotaAway` when it does not answer
   */
  readonly call: (call: QuotaCall) => Promise<ReserveAnswer | null>;
}

/** What activities need to work for one account. */
export interface ActivityDependencies {
  readonly api: BulkExportApi;
  readonly quota: QuotaClient;
  /** Whether a schedule may need quota of the account. */
  readonly hasSchedule: () => Promise<boolean>;
  /** Whether a workflow has ended, or is not known any more. */
  readonly isGone: (workflowId: string) => Promise<boolean>;
  /**
   * The archive at a place that an export names.
   * @throws RangeError with a sentence for people when it is no such place
   */
  readonly openArchive: (place: string) => Archive;
}

/** What carries activities out: a worker, or a model of one. */
export interface ActivityHost {
  /** By the label of the account; undefined when it serves no such account. */
  readonly forAccount: (label: string) => ActivityDependencies | undefined;
  readonly withAttempt: WithAttempt;
}
