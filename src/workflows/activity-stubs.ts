import { ActivityCancellationType, proxyActivities, type ActivityOptions } from '@temporalio/workflow';
import type { Activities } from '../activities';

/** A worker that died is noticed by its missing heartbeats, and another takes over at once. */
const SURVIVING: ActivityOptions = {
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 1 },
};

/** Activities that ask Twilio and change nothing there: dropped when nobody waits for them any more. */
export const { nameDays, surveyRange, pollJobs, awaitTwilioClock } = proxyActivities<Activities>({
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
