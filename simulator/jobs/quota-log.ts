import { quotaGroupOf, type Account } from '../accounts/account';
import { isSameUtcDay } from '../calendar';
import { statusOf, type Job } from './job';
import type { JobStore } from './job-store';
import { quotaExceeded, type Quota } from './quota';

/** A request for days, and the rules for it. */
interface QuotaClaim {
  readonly accountSid: string;
  readonly resourceType: string;
  readonly days: number;
  readonly quota: Quota;
  readonly accounts: readonly Account[];
}

/** The days that were requested in each UTC day. Accepted jobs are charged by being there, refused ones never are. */
export interface QuotaLog {
  /** Throw Twilio's rejection when the accounts of the group have fewer days left. */
  check(claim: QuotaClaim, nowMs: number): void;
  /** Somebody else uses the account: days of any type are gone without a job. */
  spend(accountSid: string, days: number, nowMs: number): void;
  /** Creates refused so far. */
  refusals(): number;
}

/** A log of the jobs in a store, without days of other clients. */
export function createQuotaLog(jobs: JobStore): QuotaLog {
  const spendings: { readonly accountSid: string; readonly days: number; readonly atMs: number }[] = [];
  let refusals = 0;

  function requestedToday({ accountSid, resourceType, quota, accounts }: QuotaClaim, nowMs: number): number {
    const group = quotaGroupOf(accountSid, accounts);
    const counts = (sid: string, atMs: number): boolean => isSameUtcDay(atMs, nowMs) && quotaGroupOf(sid, accounts) === group;
    const byJobs = jobs
      .all()
      .filter((job) => counts(job.accountSid, job.createdAtMs))
      .filter((job) => quota.countedOver === 'allTypes' || job.request.resourceType === resourceType)
      .map((job) => chargedDays(job, quota, nowMs));
    const byOthers = spendings.filter((spent) => counts(spent.accountSid, spent.atMs)).map(({ days }) => days);
    return [...byJobs, ...byOthers].reduce((sum, days) => sum + days, 0);
  }

  return {
    check(claim, nowMs) {
      if (requestedToday(claim, nowMs) + claim.days <= claim.quota.days) return;
      refusals += 1;
      throw quotaExceeded(claim.quota);
    },
    spend(accountSid, days, nowMs) {
      spendings.push({ accountSid, days, atMs: nowMs });
    },
    refusals: () => refusals,
  };
}

function chargedDays(job: Job, { givesBack }: Quota, nowMs: number): number {
  if (givesBack === 'nothing') return job.days.length;
  return job.days.filter((day) => !GIVEN_BACK.includes(statusOf(job, day, nowMs))).length;
}

const GIVEN_BACK = ['Failed', 'DeletedByUserRequest'];
