import { ActivityCancellationType, proxyActivities, type ActivityOptions } from '@temporalio/workflow';
import type { Activities } from '../activities';

/** A worker that died is noticed by its missing heartbeats, and another takes over at once. */
const SURVIVING: ActivityOptions = {
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 1 },
};

/** Activities that ask Twilio and change nothing there: dropped when nobody waits for them any more. */
export const { openExport, pollJobs, awaitTwilioClock } = proxyActivities<Activities>({
  ...SURVIVING,
  startToCloseTimeout: '10 minutes',
  cancellationType: ActivityCancellationType.TRY_CANCEL,
});

/** The activity that spends quota; its attempts include the ambiguity wait. */
export const { submitJob } = proxyActivities<Activities>({
  ...SURVIVING,
  startToCloseTimeout: '2 hours',
});
