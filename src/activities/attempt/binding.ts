import { ApplicationFailure } from '@temporalio/common';
import type { BulkExportApi } from '../../bulk-export/port';
import { FAILURE } from '../../contract/failure-types';

/** The account and the API an export was begun with. It never goes on with others. */
export interface Binding {
  /** The label by which the worker knows the account. */
  readonly account: string;
  readonly accountSid: string;
  readonly origin: string;
}

/** The binding of an export that this worker begins. */
export function bindingOf(account: string, { accountSid, origin }: BulkExportApi): Binding {
  return { account, accountSid, origin };
}

/** For an account that this worker does not serve; tried again, like the wrong account. */
export function unknownAccount(account: string, retryAfterMs: number): ApplicationFailure {
  return ApplicationFailure.create({
    message:
      `This worker does not serve the account "${account}". Nothing was requested. Start a worker for that account ` +
      `(DAYHAUL_ACCOUNT), or cancel the export.`,
    type: FAILURE.wrongAccount,
    nextRetryDelay: retryAfterMs,
  });
}

/**
 * Refuse to work for an export that was begun with another account or API. The refusal is tried again, so that
 * the export goes on once the right worker is there.
 *
 * @throws ApplicationFailure of type `WrongAccount`
 */
export function assertBinding(api: BulkExportApi, binding: Binding, retryAfterMs: number): void {
  const { accountSid, origin } = api;
  if (accountSid === binding.accountSid && origin === binding.origin) return;
  throw ApplicationFailure.create({
    message:
      `This export was begun with account ${binding.accountSid} at ${binding.origin}, but this worker serves ` +
      `${accountSid} at ${origin}. Nothing was asked. Start the worker with the settings of the export ` +
      `(TWILIO_ACCOUNT_SID, TWILIO_BULK_EXPORTS_URL), or cancel the export and begin a new one.`,
    type: FAILURE.wrongAccount,
    nextRetryDelay: retryAfterMs,
  });
}
