import type { MetricMeter } from '@temporalio/common';
import type { Archive } from '../archive/port';
import type { BulkExportApi } from '../bulk-export/port';
import type { Poller } from '../client/pollers';
import type { Holder, QuotaCall, ReserveAnswer } from '../domain/quota/protocol';
import type { QuotaSettings } from '../domain/quota/quota-limit';
import type { Message, Notice } from '../domain/notify/notice';
import type { NotifyTarget } from '../settings/notify';
import type { Permissions } from '../domain/request/permissions';
import type { WithAttempt } from './attempt/attempt';

/** The quota that an account shares, and how to call it. */
export interface QuotaClient extends QuotaSettings {
  /** Call the quota. Calls are idempotent. @throws ApplicationFailure of type `QuotaAway` when it does not respond */
  readonly call: (call: QuotaCall) => Promise<ReserveAnswer | null>;
}

export interface NotifyClient {
  readonly targets: readonly NotifyTarget[];
  /** Send a message. Returns why the target did not accept it. */
  readonly send: (target: NotifyTarget, message: Message) => Promise<string | undefined>;
  /** Announce notices of one matter for the export of the running activity; each target gets the first one that it takes. */
  readonly announce: (notices: readonly Notice[]) => Promise<void>;
  /** The same without waiting: an activity that meets the matter again announces it again. */
  readonly mention: (notices: readonly Notice[]) => void;
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
  /** Undefined when the worker has no targets. */
  readonly notify?: NotifyClient | undefined;
}

export interface ActivityHost {
  /** By the label of the account; undefined when the worker does not serve it. */
  readonly forAccount: (label: string) => Promise<ActivityDependencies | undefined>;
  /** The notifications of an account by its label, also if its credentials are missing. */
  readonly notifyOf: (label: string) => NotifyClient | undefined;
  readonly withAttempt: WithAttempt;
}
