import type { MetricMeter } from '@temporalio/common';
import type { Archive } from '../archive/port';
import type { BulkExportApi } from '../bulk-export/port';
import type { Poller } from '../client/pollers';
import type { Holder } from '../domain/quota/lease';
import type { QuotaCall, ReserveAnswer } from '../domain/quota/protocol';
import type { QuotaSettings } from '../domain/quota/quota-limit';
import type { Permissions } from '../domain/request/permissions';
import type { WithAttempt } from './attempt/attempt';

/** The quota that an account shares, and how to call it. */
export interface QuotaClient extends QuotaSettings {
  /** Call the quota. Calls are idempotent. @throws ApplicationFailure of type `QuotaAway` when it does not respond */
  readonly call: (call: QuotaCall) => Promise<ReserveAnswer | null>;
}

export interface ActivityDependencies {
  readonly api: BulkExportApi;
  readonly quota: QuotaClient;
  readonly permissions: Permissions;
  /** Whether a schedule may need quota of the account. */
  readonly hasSchedule: () => Promise<boolean>;
  /** The workers of other accounts under the label of this one. */
  readonly rivals: () => Promise<readonly Poller[]>;
  readonly isGone: (workflowId: string) => Promise<boolean>;
  /** Whether an export that ended left no submission in progress. A terminated one may have. */
  readonly isSeenThrough: (holder: Holder) => Promise<boolean>;
  /** The archive at a location. @throws RangeError with a message for users when it is not valid, or not allowed */
  readonly openArchive: (place: string) => Archive;
  readonly meter: MetricMeter;
}

/** What runs activities: a worker, or a model of one. */
export interface ActivityHost {
  /** By the label of the account; undefined when the worker does not serve it. */
  readonly forAccount: (label: string) => ActivityDependencies | undefined;
  readonly withAttempt: WithAttempt;
}
