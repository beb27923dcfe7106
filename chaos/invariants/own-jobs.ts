import type { JobSummary } from '../../simulator/jobs/job-summary';
import type { DayRequestSummary } from '../../simulator/log/day-request-summary';
import type { Observations } from '../observations';

/** Whether one of the exports made a job; every other one is somebody else's. */
export function isOwn({ friendlyName }: JobSummary): boolean {
  return friendlyName.startsWith('dayhaul ');
}

/** What tells the jobs of one export from those of another, in their names; an export that is started again is another. */
export function exporterOf({ friendlyName }: JobSummary): string {
  return friendlyName.split(' ')[1] ?? '';
}

/** The job of a request for a day. */
export function jobsBySid({ jobs }: Observations): (jobSid: string) => JobSummary {
  const bySid = new Map(jobs.map((job) => [job.jobSid, job]));
  return (jobSid) => {
    const job = bySid.get(jobSid);
    if (!job) throw new Error(`The simulator never made a job ${jobSid}.`);
    return job;
  };
}

/** Every time the exports themselves asked for a day. */
export function ownRequests(observations: Observations): readonly (DayRequestSummary & { readonly job: JobSummary })[] {
  const jobOf = jobsBySid(observations);
  return observations.dayRequests.map((request) => ({ ...request, job: jobOf(request.jobSid) })).filter(({ job }) => isOwn(job));
}
