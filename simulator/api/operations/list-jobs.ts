import { isOver } from '../../jobs/job';
import { jobBody } from '../../jobs/job-body';
import type { ApiAnswer } from '../../wire/api-answer';
import { pageOf } from '../../wire/page';
import type { Call } from './call';
import { knownJobs } from './known-jobs';

/** `GET /v1/Exports/{ResourceType}/Jobs`: a page of jobs, which moves those that move by requests. */
export function listJobs(call: Call, resourceType: string): ApiAnswer {
  const { request, nowMs, jobs, view } = call;
  const known = knownJobs(call);
  const listed = known.filter(
    (job) =>
      job.request.resourceType === resourceType &&
      nowMs >= job.createdAtMs + view.newJobsVisibleAfterMs &&
      !view.hiddenJobs.has(job.jobSid),
  );
  const isNewestFirst = view.listOrder === 'newestFirst';
  const page = pageOf(
    {
      key: 'jobs',
      items: isNewestFirst ? listed.reverse() : listed,
      keyOf: ({ number }) => String(isNewestFirst ? LAST_NUMBER - number : number).padStart(12, '0'),
      largestPage: 1000,
      clamps: view.oversizedPages === 'clamped',
    },
    request,
  );
  jobs.look(page.items, nowMs);
  const over = page.items.filter((job) => isOver(job, nowMs));
  return {
    status: 200,
    body: { jobs: page.items.map((job) => jobBody(job, { in: 'list', view, nowMs, known })), meta: page.meta },
    showsOver: view.details === 'filled' ? over.map(({ jobSid }) => jobSid) : [],
  };
}

const LAST_NUMBER = 1e11;
