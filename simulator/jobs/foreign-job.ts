import type { Account } from '../accounts/account';
import { daysOfRange } from '../calendar';
import { readCreateJobRequest } from './create-job-request';
import type { Job } from './job';
import type { JobLife } from './job-life';
import type { JobStore } from './job-store';
import type { Quota } from './quota';
import type { QuotaLog } from './quota-log';

/** A job of another client. */
export interface ForeignJob {
  readonly resourceType: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly friendlyName: string;
  /** By default that of all jobs. */
  readonly life?: JobLife;
  /** By default the first account. */
  readonly accountSid?: string;
}

/** What an order meets. */
interface ForeignJobWorld {
  readonly clock: () => number;
  readonly jobs: JobStore;
  readonly quotaLog: QuotaLog;
  readonly accounts: readonly Account[];
  readonly life: JobLife;
  readonly quota: Quota;
}

/** Create the job, checked and charged as one that came by HTTP. Throws when it is refused. */
export function createForeignJob(
  { resourceType, startDay, endDay, friendlyName, life, accountSid }: ForeignJob,
  world: ForeignJobWorld,
): Job {
  const { clock, jobs, quotaLog, quota, accounts } = world;
  const owner = accountSid ?? accounts[0]?.accountSid;
  if (owner === undefined) throw new Error('The simulator knows no account that could create a job.');
  const nowMs = clock();
  const form = new URLSearchParams({ StartDay: startDay, EndDay: endDay, FriendlyName: friendlyName });
  const request = readCreateJobRequest(resourceType, form, nowMs);
  const days = daysOfRange(startDay, endDay).length;
  quotaLog.check({ accountSid: owner, resourceType, days, quota, accounts }, nowMs);
  return jobs.create(request, owner, life ?? world.life, nowMs);
}
