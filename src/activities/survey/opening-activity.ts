import { getClient } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { describeRivals, rivalsOf, type Poller } from '../../client/pollers';
import { FAILURE } from '../../contract/failure-types';
import type { ServedAccount } from '../../contract/worker-identity';
import { activity, type Activity, type Attempt, type Backoff, type OpeningInput } from '../attempt/activity';

/** Define an activity that begins an export. While two accounts share a label, it fails with type `WrongAccount` and is retried. */
export function openingActivity<Input extends OpeningInput, Result>(
  backoffFor: (input: Input) => Backoff,
  work: (attempt: Attempt, input: Input) => Promise<Result>,
): Activity<Input, Result> {
  return activity(backoffFor, async (attempt, input: Input) => {
    const rivals = await attempt.rivals();
    if (rivals.length === 0) return work(attempt, input);
    const message = `${describeRivals(input.account, rivals)} Nothing was requested. The export continues when that is corrected.`;
    const nextRetryDelay = backoffFor(input)(attempt.number, 'refused');
    throw ApplicationFailure.create({ message, type: FAILURE.wrongAccount, nextRetryDelay });
  });
}

/** Look for workers of other accounts or quota groups under the same label. A Temporal that does not tell has none. */
export function rivalWatch(taskQueue: string, own: ServedAccount): () => Promise<readonly Poller[]> {
  return () => rivalsOf(getClient(), taskQueue, own).catch(() => []);
}
