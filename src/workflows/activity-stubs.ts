import {
  ActivityFailure,
  ApplicationFailure,
  ActivityCancellationType,
  CancellationScope,
  CancelledFailure,
  isCancellation,
  proxyActivities,
  TimeoutFailure,
  type ActivityOptions,
} from '@temporalio/workflow';
import type { Activities } from '../activities';
import { insteadOf } from '../domain/instead-of';
import { inOrder, until } from './event-loop';

/** The missing heartbeats of a dead worker are noticed, and another worker takes over. */
const SURVIVING: ActivityOptions = {
  heartbeatTimeout: '10 seconds',
  startToCloseTimeout: '10 minutes',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: '1 second', backoffCoefficient: 1 },
};

const surviving = (options: ActivityOptions) => proxyActivities<Activities>({ ...SURVIVING, ...options });

/** Activities that only read, before there is anything else to do: a cancellation does not wait for their end. */
export const { resolveDays, surveyRange } = surviving({ cancellationType: ActivityCancellationType.TRY_CANCEL });

/** Activities that read and are cancelled when out of date: their end is an event (docs/decisions/0012). And of notifications. */
export const { pollJobs, awaitTwilioClock, announceEnd, sendNotification } = surviving({});

/** Activities that change something at Twilio or in the quota. An attempt may take an ambiguity wait. */
export const { reserveDays, releaseDays, submitJob, cancelJobs } = surviving({ startToCloseTimeout: '2 hours' });

/** Activities that write to an archive. An attempt may read years of receipts, or a file of many gigabytes. */
export const { surveyArchive, deliverDays, reportExport } = surviving({ startToCloseTimeout: '1 day' });

interface Activity<Input, Result> {
  executeWithOptions(options: ActivityOptions, args: [Input]): Promise<Result>;
}

type Performed<Input, Result> = [activity: Activity<Input, Result>, summary: string, input: Input];

let activitiesUnderWay = 0;

/** Whether every activity has ended. A run that continues as new earlier leaves a cancelled one behind. */
export function allActivitiesEnded(): boolean {
  return activitiesUnderWay === 0;
}

/** Perform an activity; the timeline of the Temporal UI shows its summary. */
export function perform<Input, Result>(...[activity, summary, input]: Performed<Input, Result>): Promise<Result> {
  activitiesUnderWay += 1;
  const ended = inOrder(activity.executeWithOptions({ summary }, [input])).finally(() => (activitiesUnderWay -= 1));
  return ended.catch(rethrowCause);
}

/**
 * The failure that ends an activity ends the workflow, too: its own message and type are shown then. An activity that was cancelled
 * is not retried, neither after the death of its worker nor after a failure by which it waits: its cancellation ended it.
 */
function rethrowCause(error: unknown): never {
  const { cause, retryState } = error instanceof ActivityFailure ? error : {};
  if (cause instanceof TimeoutFailure || retryState === 'CANCEL_REQUESTED')
    throw new CancelledFailure(`Cancelled. ${cause?.message}`);
  throw cause instanceof ApplicationFailure ? cause : error;
}

/** Perform an activity until `outOfDate` resolves: then it is cancelled, without waiting for its end. */
export async function performUnless<Input, Result>(outOfDate: () => Promise<void>, ...activity: Performed<Input, Result>) {
  return CancellationScope.cancellable(async () => {
    const first = await Promise.race([perform(...activity), outOfDate()]);
    CancellationScope.current().cancel();
    return first ?? undefined;
  });
}

/** Perform an activity until `isOutOfDate`: then it is cancelled, and its end is awaited, with its result if it has one. */
export async function performToEndUnless<Input, Result>(isOutOfDate: () => boolean, ...activity: Performed<Input, Result>) {
  return CancellationScope.cancellable(async () => {
    const result = perform(...activity);
    await Promise.race([result, until(isOutOfDate)]);
    CancellationScope.current().cancel();
    return result.catch(insteadOf(isCancellation, undefined));
  });
}
