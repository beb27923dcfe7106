import type { DayRange } from '../days/day-range';
import { isFinal, readStatus, type JobSnapshot } from './job-snapshot';

/**
 * The job that an earlier create of this very submission made, if there is one: its name begins with `token`. An open job of the
 * same days whose name Twilio left out counts; a deleted job never does, since its days will not be exported.
 */
export function findSubmission(jobs: readonly JobSnapshot[], token: string, chunk: DayRange): JobSnapshot | undefined {
  return jobs.find(
    (job) =>
      (job.friendlyName === undefined ? isOpen(job) && isOf(chunk, job) : `${job.friendlyName} `.startsWith(`${token} `)) &&
      (!job.range || isOf(chunk, job)) &&
      !isDeleted(job),
  );
}

function isOf({ startDay, endDay }: DayRange, { range }: JobSnapshot): boolean {
  return range?.startDay === startDay && range.endDay === endDay;
}

function isOpen({ groups }: JobSnapshot): boolean {
  const statuses = groups.map(({ status }) => readStatus(status));
  return statuses.length === 0 || statuses.some((status) => !status || !isFinal(status));
}

function isDeleted({ groups }: JobSnapshot): boolean {
  const statuses = groups.filter(({ count }) => count !== 0).map(({ status }) => readStatus(status));
  return statuses.length > 0 && statuses.every((status) => status === 'DeletedByUserRequest' || status === 'RunningToBeDeleted');
}
