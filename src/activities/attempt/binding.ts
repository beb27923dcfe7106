import { ApplicationFailure } from '@temporalio/common';
import type { BulkExportApi } from '../../bulk-export/port';
import { FAILURE } from '../../contract/failure-types';
import { taskQueueOf } from '../../contract/ids';
import type { ActivityDependencies, ActivityHost } from '../dependencies';

/** The account and the API that an export was started with. It never continues with others. */
export interface Binding {
  readonly account: string;
  readonly accountSid: string;
  readonly origin: string;
}

/** The input of an activity of an export that has begun. */
export interface BoundInput {
  readonly binding: Binding;
}

export interface OpeningInput {
  readonly account: string;
  readonly binding?: undefined;
}

/** The binding of an export that starts on this worker. */
export function bindingOf(account: string, { accountSid, origin }: BulkExportApi): Binding {
  return { account, accountSid, origin };
}

/**
 * The dependencies for the account of an input. An export that has begun continues only with the account and API of its start.
 * @throws ApplicationFailure of type `BadInput` or `WrongAccount`, which is retryable: the right worker may start at any time
 */
export function boundDependencies(
  forAccount: ActivityHost['forAccount'],
  input: BoundInput | OpeningInput,
  retryAfterMs: number,
): ActivityDependencies {
  const { binding } = input;
  const account = input.binding ? input.binding.account : input.account;
  const dependencies = forAccount(account);
  if (!dependencies && !binding) {
    throw ApplicationFailure.nonRetryable(
      `The worker of this task queue does not serve the account "${account}". Start the export on task queue ${taskQueueOf(account)}.`,
      FAILURE.badInput,
    );
  }
  if (!dependencies) {
    throw wrongAccount(
      `This worker does not serve the account "${account}". Start a worker with DAYHAUL_ACCOUNT=${account}, or cancel the export.`,
      retryAfterMs,
    );
  }
  const { accountSid, origin } = dependencies.api;
  if (!binding || (accountSid === binding.accountSid && origin === binding.origin)) return dependencies;
  throw wrongAccount(
    `This export was started with account ${binding.accountSid} at ${binding.origin}, but this worker uses ` +
      `${accountSid} at ${origin}. Restart the worker with the settings of the export ` +
      `(TWILIO_ACCOUNT_SID, TWILIO_BULK_EXPORTS_URL), or cancel the export and start a new one.`,
    retryAfterMs,
  );
}

function wrongAccount(message: string, nextRetryDelay: number): ApplicationFailure {
  return ApplicationFailure.create({ message, type: FAILURE.wrongAccount, nextRetryDelay });
}
