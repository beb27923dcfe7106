import type { ActivityPlace } from './activity-place';
import { awaitTwilioClock } from './await-twilio-clock';
import { cancelJobs } from './cancel-jobs';
import { pollJobs } from './poll-jobs';
import { reserveDays } from './reserve-days';
import { submitJob } from './submit-job';
import { surveyRange } from './survey-range';

/** The activities of a worker: the only door from a workflow to the API, and to the quota. */
export function createActivities(place: ActivityPlace) {
  return {
    surveyRange: surveyRange(place),
    reserveDays: reserveDays(place),
    submitJob: submitJob(place),
    pollJobs: pollJobs(place),
    awaitTwilioClock: awaitTwilioClock(place),
    cancelJobs: cancelJobs(place),
  };
}

export type Activities = ReturnType<typeof createActivities>;
