import { ApplicationFailure } from '@temporalio/common';
import { describeRivals } from '../../client/pollers';
import { FAILURE } from '../../contract/failure-types';
import type { Backoff } from '../attempt/backoff';
import { runAttempt, type Attempt } from '../attempt/run-attempt';
import type { ActivityHost } from '../dependencies';

/**
 * Carry out an attempt at an activity that an export begins with. While workers of two accounts share a label, an export
 * could be bound to either of them, so it does not begin.
 *
 * @throws ApplicationFailure of type `WrongAccount`, which is retried
 */
export function runOpening<T>(
  host: ActivityHost,
  rule: { readonly account: string; readonly backoff: Backoff },
  work: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  return runAttempt(host, rule, async (attempt) => {
    const rivals = await attempt.rivals();
    if (rivals.length === 0) return work(attempt);
    throw ApplicationFailure.create({
      message: `${describeRivals(rule.account, rivals)} Nothing was requested. The export continues when one account is left.`,
      type: FAILURE.wrongAccount,
      nextRetryDelay: rule.backoff(attempt.number, 'refused'),
    });
  });
}
