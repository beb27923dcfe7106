import type { ActivityDependencies, ActivityHost } from '../dependencies';
import type { AttemptContext } from './attempt';
import type { Backoff } from './backoff';
import { assertBinding, foreignAccount, unknownAccount, type Binding } from './binding';
import { translatingErrors } from './failure-mapping';

/** One attempt of an activity, with its dependencies. */
export interface Attempt extends AttemptContext, ActivityDependencies {}

/** The account of an activity, and its wait after an error. */
type AttemptRule = { readonly backoff: Backoff } & (
  | { readonly binding: Binding }
  /** The label of the account, before there is a binding. */
  | { readonly account: string; readonly binding?: undefined }
);

/**
 * Run an attempt of an activity with the dependencies of its account, which must match the binding of the export. Errors
 * become failures that Temporal shows and retries.
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
        if (!dependencies) throw rule.binding ? unknownAccount(account, refusalDelayMs) : foreignAccount(account);
        if (rule.binding) assertBinding(dependencies.api, rule.binding, refusalDelayMs);
        return work({ ...context, ...dependencies });
      },
    ),
  );
}
