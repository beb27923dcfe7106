import { deliverDays } from './delivery/deliver-days';
import { reportExport } from './delivery/report-export';
import type { ActivityPlace } from './dependencies';
import { examineWorker } from './inspect-worker';
import { awaitTwilioClock } from './polling/await-twilio-clock';
import { pollJobs } from './polling/poll-jobs';
import { cancelJobs } from './submission/cancel-jobs';
import { releaseDays } from './submission/release-days';
import { reserveDays } from './submission/reserve-days';
import { submitJob } from './submission/submit-job';
import { nameDays } from './survey/resolve-days';
import { surveyArchive } from './survey/survey-archive';
import { surveyRange } from './survey/survey-range';

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
