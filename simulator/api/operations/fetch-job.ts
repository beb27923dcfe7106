import { isOver } from '../../jobs/job';
import { jobBody } from '../../jobs/job-body';
import type { ApiAnswer } from '../../wire/api-answer';
import type { Call } from './call';
import { findJob } from './known-jobs';

/** `GET /v1/Exports/Jobs/{JobSid}`: the fields of the list and a `url`. It moves a job that moves by requests. */
export function fetchJob(call: Call, jobSid: string): ApiAnswer {
  const { request, accountSid, nowMs, jobs, view } = call;
  const job = findJob(call, jobSid);
  jobs.look([job], nowMs);
  return {
    status: 200,
    body: {
      ...jobBody(job, { in: 'fetch', view, nowMs, known: jobs.known(accountSid, nowMs) }),
      url: `${request.origin}/v1/Exports/Jobs/${jobSid}`,
    },
    showsOver: view.details === 'filled' && isOver(job, nowMs) ? [jobSid] : [],
  };
}
