import type { DayRange } from '../days/day-range';
import { readStatus } from './day-status';
import type { JobSnapshot } from './job-snapshot';

/**
 * The job that an earlier create of this very submission made, if there is one. A deleted job never counts:
 * its days will not be exported.
 */
export function findSubmission(
  jobs: readonly JobSnapshot[],
  friendlyName: string,
  chunk: DayRange,
): JobSnapshot | undefined {
  return jobs.find(
    (job) =>
      job.friendlyName === friendlyName &&
      (!job.range || (job.range.startDay === chunk.startDay && job.range.endDay === chunk.endDay)) &&
      !isDeleted(job),
  );
}

function isDeleted({ groups }: JobSnapshot): boolean {
  const statuses = groups.filter(({ count }) => count !== 0).map(({ status }) => readStatus(status));
  return (
    statuses.length > 0 &&
    statuses.every((status) => status === 'DeletedByUserRequest' || status === 'RunningToBeDeleted')
  );
}
