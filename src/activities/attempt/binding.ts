import { ApplicationFailure } from '@temporalio/common';
import type { BulkExportApi } from '../../bulk-export/port';
import { FAILURE } from '../../contract/failure-types';
import { taskQueueOf } from '../../contract/ids';

/** The account and the API that an export was started with. It never continues with others. */
export interface Binding {
  /** The label by which the worker knows the account. */
  readonly account: string;
  readonly accountSid: string;
  readonly origin: string;
}

/** The binding of an export that starts on this worker. */
export function bindingOf(account: string, { accountSid, origin }: BulkExportApi): Binding {
  return { account, accountSid, origin };
}

/** The failure for the start of an export whose account is not that of the worker: the input of the export is wrong. */
export function foreignAccount(account: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    `The worker of this task queue does not serve the account "${account}". Start the export on task queue ${taskQueueOf(account)}.`,
    FAILURE.badInput,
  );
}

/** The failure for an account that this worker does not serve; retryable, like the wrong account. */
export function unknownAccount(account: string, retryAfterMs: number): ApplicationFailure {
  return ApplicationFailure.create({
    message:
      `This worker does not serve the account "${account}". Start a worker with DAYHAUL_ACCOUNT=${account}, ` +
      `or cancel the export.`,
    type: FAILURE.wrongAccount,
    nextRetryDelay: retryAfterMs,
  });
}

/**
 * Refuse to work for an export that was started with another account or API. The failure is retryable: the export continues once
 * the right worker runs.
 *
 * @throws ApplicationFailure of type `WrongAccount`
 */
export function assertBinding(api: BulkExportApi, binding: Binding, retryAfterMs: number): void {
  const { accountSid, origin } = api;
  if (accountSid === binding.accountSid && origin === binding.origin) return;
  throw ApplicationFailure.create({
    message:
      `This export was started with account ${binding.accountSid} at ${binding.origin}, but this worker uses ` +
      `${accountSid} at ${origin}. Restart the worker with the settings of the export ` +
      `(TWILIO_ACCOUNT_SID, TWILIO_BULK_EXPORTS_URL), or cancel the export and start a new one.`,
    type: FAILURE.wrongAccount,
    nextRetryDelay: retryAfterMs,
  });
}
