import { isOver, type Job } from '../../jobs/job';
import { notFound } from '../../wire/twilio-error';
import type { Call } from './call';

/** The jobs of an account that Twilio still shows, in order of creation. */
export function knownJobs({ accountSid, nowMs, jobs, view }: Call): readonly Job[] {
  const known = jobs.known(accountSid, nowMs);
  if (view.deletedJobs === 'kept') return known;
  return known.filter((job) => job.deletedAtMs === undefined || !isOver(job, nowMs));
}

/** The job that a path names, or a refusal: those of other accounts are not there either. */
export function findJob(call: Call, jobSid: string): Job {
  const job = knownJobs(call).find((candidate) => candidate.jobSid === jobSid);
  if (job === undefined) throw notFound(call.request.path);
  return job;
}
