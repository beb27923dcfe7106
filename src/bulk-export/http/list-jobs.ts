import type { JobSnapshot } from '../../domain/twilio/job-snapshot';
import type { ResourceType } from '../../domain/twilio/resource-type';
import type { Answer, BulkExportApi } from '../port';
import { readJob } from '../wire/job';
import { paginate } from './paginate';
import { listPath } from './paths';
import type { SendRequest } from './request';

/** A job list, and when it was requested and complete, on the monotonic clock. */
interface KnownList extends Answer<readonly JobSnapshot[]> {
  readonly askedAtMs: number;
  readonly answeredAtMs: number;
}

/** Lists jobs. The last list of each resource type serves again while it is young enough, with its clock advanced. */
export function createListJobs(sendRequest: SendRequest): BulkExportApi['listJobs'] {
  const lists = new Map<ResourceType, KnownList>();
  return async (resourceType, { maxAgeMs = 0, ...options } = {}) => {
    const askedAtMs = performance.now();
    const recent = lists.get(resourceType);
    if (recent && askedAtMs - recent.askedAtMs <= maxAgeMs) {
      return { value: recent.value, nowMs: recent.nowMs + Math.floor(askedAtMs - recent.answeredAtMs) };
    }
    const purpose = `Listing the jobs of ${resourceType}`;
    const path = `${listPath(resourceType)}/Jobs?PageSize=1000`;
    const list = { operation: 'listJobs', purpose, path, key: 'jobs', read: readJob } as const;
    const { value: jobs, nowMs } = await paginate(sendRequest, list, options);
    // A job that is created while the list is read may move another one to a second page.
    const value = [...new Map(jobs.map((job) => [job.jobSid, job])).values()];
    lists.set(resourceType, { value, nowMs, askedAtMs, answeredAtMs: performance.now() });
    return { value, nowMs };
  };
}
