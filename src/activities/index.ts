import { deleteJob, listDays, listJobs, readJob } from './at-twilio';
import { deliverDays } from './delivery/deliver-days';
import { reportExport } from './delivery/report-export';
import type { ActivityHost } from './dependencies';
import { examineWorker } from './inspect-worker';
import { announceEnd } from './notify/notify-client';
import { sendNotification, testNotifications } from './notify/send-notification';
import { awaitTwilioClock, pollJobs } from './polling/poll-jobs';
import { cancelJobs } from './submission/cancel-jobs';
import { releaseDays, reserveDays } from './submission/reserve-days';
import { submitJob } from './submission/submit-job';
import { surveyArchive, resolveDays, surveyRange } from './survey/survey-range';

/** The activities of a worker: the only way from a workflow to the API, the quota and archives. */
export function createActivities(host: ActivityHost) {
  return {
    examineWorker: examineWorker(host),
    listJobs: listJobs(host),
    readJob: readJob(host),
    deleteJob: deleteJob(host),
    listDays: listDays(host),
    resolveDays: resolveDays(host),
    surveyArchive: surveyArchive(host),
    surveyRange: surveyRange(host),
    reserveDays: reserveDays(host),
    releaseDays: releaseDays(host),
    submitJob: submitJob(host),
    pollJobs: pollJobs(host),
    awaitTwilioClock: awaitTwilioClock(host),
    deliverDays: deliverDays(host),
    reportExport: reportExport(host),
    cancelJobs: cancelJobs(host),
    announceEnd: announceEnd(host),
    sendNotification: sendNotification(host),
    testNotifications: testNotifications(host),
  };
}

export type Activities = ReturnType<typeof createActivities>;
