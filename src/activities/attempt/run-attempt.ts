import type { ActivityDependencies, ActivityHost } from '../dependencies';
import type { AttemptContext } from './attempt';
import type { Backoff } from './backoff';
import { assertBinding, unknownAccount, type Binding } from './binding';
import { translatingErrors } from './failure-mapping';

/** One attempt at an activity, and with what it works. */
export interface Attempt extends AttemptContext, ActivityDependencies {}

/** For whom an activity works, and how long it waits after an error. */
type AttemptRule = { readonly backoff: Backoff } & (
  | { readonly binding: Binding }
  /** The label of the account, as long as there is no binding. */
  | { readonly account: string; readonly binding?: undefined }
);

/**
 * Carry out an attempt at an activity: with the dependencies of its account, which has to be the one that the export is
 * bound to, and with errors translated into failures that Temporal shows and retries.
 */
export function runAttempt<T>(
  { forAccount, withAttempt }: ActivityHost,
  rule: AttemptRule,
  work: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  return withAttempt((context) =>
    translatingErrors(
      (kind) => rule.backoff(context.number, kind),
      () => {
        const { account } = rule.binding ?? rule;
        const refusalDelayMs = rule.backoff(1, 'refused');
        const dependencies = forAccount(account);
        if (!dependencies) throw unknownAccount(account, refusalDelayMs);
        if (rule.binding) assertBinding(dependencies.api, rule.binding, refusalDelayMs);
        return work({ ...context, ...dependencies });
      },
    ),
  );
}
