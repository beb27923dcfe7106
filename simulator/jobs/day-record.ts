import { RETENTION_MS } from '../calendar';
import { isFinal } from './day-status';
import { finalSinceOf, statusOf, type DayOfJob, type Job } from './job';

/** One request for a day. */
interface DayRequest {
  readonly job: Job;
  readonly day: DayOfJob;
}

/** A request for a day that an earlier job had already. */
interface NeedlessRequest extends DayRequest {
  readonly earlier: Job;
}

/** The requests for days, and whether they were needed. */
export interface DayRecord {
  /** Every request for a day, oldest first. */
  of(accountSid: string, resourceType: string, day: string): readonly DayRequest[];
  /** The latest request for every requested day. */
  latest(): readonly DayRequest[];
  /** Every request for a day that an earlier job had, in order. */
  needless(): readonly NeedlessRequest[];
  add(job: Job): void;
}

/** A record without requests. */
export function createDayRecord(): DayRecord {
  const requests = new Map<string, DayRequest[]>();
  const needless: NeedlessRequest[] = [];
  return {
    of: (accountSid, resourceType, day) => requests.get(`${accountSid}/${resourceType}/${day}`) ?? [],
    latest: () => [...requests.values()].flatMap((ofDay) => ofDay.slice(-1)),
    needless: () => needless,
    add(job) {
      for (const day of job.days) {
        const key = `${job.accountSid}/${job.request.resourceType}/${day.day}`;
        const earlier = requests.get(key) ?? [];
        const served = earlier.findLast((request) => isServed(request, job.createdAtMs));
        if (served) needless.push({ job, day, earlier: served.job });
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
