import {
  ActivityCancellationType,
  CancellationScope,
  isCancellation,
  proxyActivities,
  type ActivityOptions,
} from '@temporalio/workflow';
import type { Activities } from '../activities';
import { inOrder, until } from './event-loop';

/** A worker that died is noticed by its missing heartbeats, and another takes over at once. */
const SURVIVING: ActivityOptions = {
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 1 },
};

/** Activities that ask Twilio and change nothing there: dropped when nobody waits for them any more. */
export const { resolveDays, surveyRange, pollJobs, awaitTwilioClock } = proxyActivities<Activities>({
  ...SURVIVING,
  startToCloseTimeout: '10 minutes',
  cancellationType: ActivityCancellationType.TRY_CANCEL,
});

/**
 * Activities that leave a trace, at Twilio or at the quota: always seen to their end. An attempt may have to hold an
 * ambiguity wait.
 */
export const { reserveDays, releaseDays, submitJob, cancelJobs } = proxyActivities<Activities>({
  ...SURVIVING,
  startToCloseTimeout: '2 hours',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
});

/** Activities that write to an archive. They may have to read years of receipts, or a file of many gigabytes. */
export const { surveyArchive, deliverDays, reportExport } = proxyActivities<Activities>({
  ...SURVIVING,
  startToCloseTimeout: '1 day',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
});

interface Activity<Input, Result> {
  executeWithOptions(options: ActivityOptions, args: [Input]): Promise<Result>;
}

type Performed<Input, Result> = [activity: Activity<Input, Result>, summary: string, input: Input];

/** Perform an activity; people see the summary in the Temporal UI. */
export function perform<Input, Result>(
  ...[activity, summary, input]: Performed<Input, Result>
): Promise<Result> {
  return inOrder(activity.executeWithOptions({ summary }, [input]));
}

/** The same until there is something else to do: the activity is cancelled then, and nobody waits for its end. */
export async function performUnless<Input, Result>(
  isOutOfDate: () => boolean,
  ...activity: Performed<Input, Result>
): Promise<Result | undefined> {
  return CancellationScope.cancellable(async () => {
    const first = await Promise.race([perform(...activity), until(isOutOfDate)]);
    CancellationScope.current().cancel();
    return first ?? undefined;
  });
}

/** The same for an activity that leaves a trace: its end is waited for, and what it still did is its result. */
export async function performToEndUnless<Input, Result>(
  isOutOfDate: () => boolean,
  ...activity: Performed<Input, Result>
): Promise<Result | undefined> {
  return CancellationScope.cancellable(async () => {
    const result = perform(...activity);
    await Promise.race([result, until(isOutOfDate)]);
    CancellationScope.current().cancel();
    return result.catch((error: unknown) => {
      if (isCancellation(error)) return undefined;
      throw error;
    });
  });
}
