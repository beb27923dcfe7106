import type { ApiAnswer } from '../api-answer';
import { isOver } from '../job';
import { jobBody } from '../job-body';
import { notFound } from '../twilio-error';
import type { Call } from './call';

/** `GET /v1/Exports/Jobs/{JobSid}`: the fields of the list and a `url`. Counts as a look. */
export function fetchJob({ request, accountSid, nowMs, jobs, view }: Call, jobSid: string): ApiAnswer {
  const known = jobs.known(accountSid, nowMs);
  const job = known.find((candidate) => candidate.jobSid === jobSid);
  if (job === undefined) throw notFound(request.path);
  jobs.look([job], nowMs);
  return {
    status: 200,
    body: {
      ...jobBody(job, { in: 'fetch', view, nowMs, known }),
      url: `${request.origin}/v1/Exports/Jobs/${jobSid}`,
    },
    showsOver: view.details === 'filled' && isOver(job, nowMs) ? [job] : [],
  };
}
