import type { BulkExportApi } from '../bulk-export/port';
import { awaitTwilioClock } from './await-twilio-clock';
import { openExport } from './open-export';
import { pollJobs } from './poll-jobs';
import { submitJob } from './submit-job';

/** The activities of a worker: the only door from a workflow to the API. */
export function createActivities(api: BulkExportApi) {
  return {
    openExport: openExport(api),
    submitJob: submitJob(api),
    pollJobs: pollJobs(api),
    awaitTwilioClock: awaitTwilioClock(api),
  };
}

export type Activities = ReturnType<typeof createActivities>;
