import { isOver } from '../../jobs/job';
import type { ApiAnswer } from '../../wire/api-answer';
import { deletionRefused, notFound } from '../../wire/twilio-error';
import type { Call } from './call';
import { findJob } from './known-jobs';

/**
 * `DELETE /v1/Exports/Jobs/{JobSid}`: what is queued will not run, what runs is marked for deletion, and days that are final keep
 * their outcome and their files.
 */
export function deleteJob(call: Call, jobSid: string): ApiAnswer {
  const { request, nowMs, jobs, view } = call;
  const job = findJob(call, jobSid);
  const isTooLate = job.deletedAtMs !== undefined || isOver(job, nowMs);
  if (isTooLate && view.deletesTooLate === 'notFound') throw notFound(request.path);
  if (isTooLate && view.deletesTooLate === 'refused') throw deletionRefused(jobSid);
  jobs.delete(jobSid, nowMs);
  return { status: 204, body: null };
}
