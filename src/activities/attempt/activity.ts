import { troubleNotices } from '../../domain/notify/notices';
import type { ExportOptions } from '../../domain/request/export-options';
import type { ActivityDependencies, ActivityHost } from '../dependencies';
import type { AttemptContext } from './attempt';
import { boundDependencies, type BoundInput, type OpeningInput } from './binding';
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
  return ({ forAccount, withAttempt }) =>
    (input) => {
      const backoff = backoffFor(input);
      return withAttempt((context) =>
        translatingErrors(
          (kind) => backoff(context.number, kind),
          () => work({ ...context, ...boundDependencies(forAccount, input, backoff(1, 'refused')) }, input),
        ).catch((error: unknown) => {
          const { account, archive } = { ...input, ...input.binding } as { readonly account: string; readonly archive?: string };
          const { type } = error as { readonly type?: string };
          forAccount(account)?.notify?.mention(troubleNotices(type, context.number, archive));
          throw error;
        }),
      );
    };
}

/** The same wait after every attempt, in milliseconds. */
export function steadyBackoff(waitMs: number): Backoff {
  return () => waitMs;
}

/** For activities whose workflow does not retry, or whose errors name their own wait. */
export const noBackoff = () => steadyBackoff(0);

/** The shortest poll, doubling up to the longest. */
export function pollBackoff({ pollMinMs, pollMaxMs }: Pick<ExportOptions, 'pollMinMs' | 'pollMaxMs'>): Backoff {
  return (attempt) => Math.min(pollMinMs * 2 ** (attempt - 1), pollMaxMs);
}

/** For the first activities of an export, when a user may be waiting: two seconds, doubling up to the shortest poll. */
export function firstBackoff({ pollMinMs }: Pick<ExportOptions, 'pollMinMs'>): Backoff {
  return (attempt) => Math.min(pollMinMs, 1000 * 2 ** attempt);
}
