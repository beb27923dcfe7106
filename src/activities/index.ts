import type { ActivityPlace } from './activity-place';
import { awaitTwilioClock } from './await-twilio-clock';
import { cancelJobs } from './cancel-jobs';
import { deliverDays } from './deliver-days';
import { examineWorker } from './examine-worker';
import { nameDays } from './name-days';
import { pollJobs } from './poll-jobs';
import { releaseDays } from './release-days';
import { reportExport } from './report-export';
import { reserveDays } from './reserve-days';
import { submitJob } from './submit-job';
import { surveyArchive } from './survey-archive';
import { surveyRange } from './survey-range';

/** The activities of a worker: the only door from a workflow to the API, to the quota, and to archives. */
export function createActivities(place: ActivityPlace) {
  return {
    examineWorker: examineWorker(place),
    nameDays: nameDays(place),
    surveyArchive: surveyArchive(place),
    surveyRange: surveyRange(place),
    reserveDays: reserveDays(place),
    releaseDays: releaseDays(place),
    submitJob: submitJob(place),
    pollJobs: pollJobs(place),
    awaitTwilioClock: awaitTwilioClock(place),
    deliverDays: deliverDays(place),
    reportExport: reportExport(place),
    cancelJobs: cancelJobs(place),
  };
}

export type Activities = ReturnType<typeof createActivities>;
