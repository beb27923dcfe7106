import { ApplicationFailure } from '@temporalio/common';
import type { BulkExportApi } from '../../bulk-export/port';
import { FAILURE } from '../../contract/failure-types';
import { taskQueueOf } from '../../contract/ids';
import { troubleNotices } from '../../domain/notify/notices';
import type { ExportOptions } from '../../domain/request/export-options';
import type { ResourceType } from '../../domain/twilio/resource-type';
import type { ActivityDependencies, ActivityHost } from '../dependencies';
import type { AttemptContext } from './attempt';
import { translatingErrors, type ErrorKind } from './failure-mapping';

export interface Attempt extends AttemptContext, ActivityDependencies {}

/** The wait after an error of an attempt, in milliseconds. A longer Retry-After takes precedence. */
export type Backoff = (attempt: number, kind: ErrorKind) => number;

export type Activity<Input, Result> = (host: ActivityHost) => (input: Input) => Promise<Result>;

/** Define an activity for the account of its input, whose binding must match. Errors become failures that Temporal retries. */
export function activity<Input extends BoundInput | OpeningInput, Result>(
  backoffFor: (input: Input) => Backoff,
  work: (attempt: Attempt, input: Input) => Promise<Result>,
): Activity<Input, Result> {
  return ({ forAccount, notifyOf, withAttempt }) =>
    (input) => {
      const backoff = backoffFor(input);
      return withAttempt((context) =>
        translatingErrors(
          (kind) => backoff(context.number, kind),
          async () => work({ ...context, ...(await boundDependencies(forAccount, input, backoff(1, 'refused'))) }, input),
        ).catch((error: unknown) => {
          const { account, archive } = { ...input, ...input.binding } as { readonly account: string; readonly archive?: string };
          const { type } = error as { readonly type?: string };
          notifyOf(account)?.mention(troubleNotices(type, context.number, archive));
          throw error;
        }),
      );
    };
}

/** An input with some of the options of its export. */
export interface Optioned<Option extends keyof ExportOptions> {
  readonly options: Pick<ExportOptions, Option>;
}

/** The input of an activity for the days of one resource type, with some of the options of its export. */
export interface OfType<Option extends keyof ExportOptions> extends Optioned<Option> {
  readonly resourceType: ResourceType;
}

/** For activities whose workflow does not retry, or whose errors name their own wait. */
export const noBackoff = () => () => 0;

/** The shortest poll after every attempt. */
export function steadyBackoff({ options }: Optioned<'pollMinMs'>): Backoff {
  return () => options.pollMinMs;
}

/** The shortest poll, doubling up to the longest. */
export function pollBackoff({ options: { pollMinMs, pollMaxMs } }: Optioned<'pollMinMs' | 'pollMaxMs'>): Backoff {
  return (attempt) => Math.min(pollMinMs * 2 ** (attempt - 1), pollMaxMs);
}

/** For the first activities of an export, when a user may be waiting: two seconds, doubling up to the shortest poll. */
export function firstBackoff({ options }: Optioned<'pollMinMs'>): Backoff {
  return (attempt) => Math.min(options.pollMinMs, 1000 * 2 ** attempt);
}

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
async function boundDependencies(forAccount: ActivityHost['forAccount'], input: BoundInput | OpeningInput, retryAfterMs: number) {
  const { binding } = input;
  const account = input.binding ? input.binding.account : input.account;
  const dependencies = await forAccount(account);
  const { accountSid, origin } = dependencies?.api ?? {};
  if (dependencies && (!binding || (accountSid === binding.accountSid && origin === binding.origin))) return dependencies;
  const unserved = `This worker does not serve the account "${account}".`;
  if (!binding) {
    throw ApplicationFailure.nonRetryable(`${unserved} Start the export on task queue ${taskQueueOf(account)}.`, FAILURE.badInput);
  }
  const start = `This export was started with account ${binding.accountSid} at ${binding.origin}`;
  const restart =
    'Restart the worker with the settings of the export (TWILIO_ACCOUNT_SID or the accounts file, TWILIO_BULK_EXPORTS_URL)';
  const message = dependencies
    ? `${start}, but this worker uses ${accountSid} at ${origin}. ${restart}, or cancel the export and start a new one.`
    : `${unserved} Start a worker with DAYHAUL_ACCOUNT=${account}, or cancel the export.`;
  throw ApplicationFailure.create({ message, type: FAILURE.wrongAccount, nextRetryDelay: retryAfterMs });
}
