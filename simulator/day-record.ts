import { RETENTION_MS } from './calendar';
import { isFinal } from './day-status';
import { finalSinceOf, statusOf, type DayOfJob, type Job } from './job';

/** One time that a day was asked for. */
interface DayRequest {
  readonly job: Job;
  readonly day: DayOfJob;
}

/** Who asked for which day, and whether there was need. */
export interface DayRecord {
  /** Every request for a day, oldest first. */
  of(accountSid: string, resourceType: string, day: string): readonly DayRequest[];
  /** The latest request for every day that was ever asked for. */
  latest(): readonly DayRequest[];
  /** Days asked for although an earlier job had them, as `Messages/2024-03-02`, once for each time. */
  needless(): readonly string[];
  add(job: Job): void;
}

/** A record without requests. */
export function createDayRecord(): DayRecord {
  const requests = new Map<string, DayRequest[]>();
  const needless: string[] = [];
  return {
    of: (accountSid, resourceType, day) => requests.get(`${accountSid}/${resourceType}/${day}`) ?? [],
    latest: () => [...requests.values()].flatMap((ofDay) => ofDay.slice(-1)),
    needless: () => needless,
    add(job) {
      for (const day of job.days) {
        const name = `${job.order.resourceType}/${day.day}`;
        const key = `${job.accountSid}/${name}`;
        const earlier = requests.get(key) ?? [];
        if (earlier.some((request) => isServed(request, job.createdAtMs))) needless.push(name);
        requests.set(key, [...earlier, { job, day }]);
      }
    },
  };
}

/** Whether an earlier request makes a new one needless: it is under way, or its outcome is still to be had. */
function isServed({ job, day }: DayRequest, nowMs: number): boolean {
  const status = statusOf(job, day, nowMs);
  if (!isFinal(status)) return !job.isForgotten;
  if (status === 'Failed' || status === 'DeletedByUserRequest') return false;
  const finalMs = finalSinceOf(job, day, nowMs) ?? nowMs;
  return nowMs < finalMs + RETENTION_MS;
}
