import type { Account } from '../accounts/account';
import { daysOfRange } from '../calendar';
import { readJobOrder } from './create-job-request';
import type { Job } from './job';
import type { JobLife } from './job-life';
import type { JobStore } from './job-store';
import type { Quota } from './quota';
import type { QuotaBook } from './quota-log';

/** A job that somebody else orders. */
export interface ForeignOrder {
  readonly resourceType: string;
  readonly startDay: string;
  readonly endDay: string;
  readonly friendlyName: string;
  /** That of all jobs unless told. */
  readonly life?: JobLife;
  /** The first account unless told. */
  readonly accountSid?: string;
}

/** What an order meets. */
interface OrderWorld {
  readonly clock: () => number;
  readonly jobs: JobStore;
  readonly quotaBook: QuotaBook;
  readonly accounts: readonly Account[];
  readonly life: JobLife;
  readonly quota: Quota;
}

/** Create the job, checked and charged as one that came by HTTP. Throws when it is refused. */
export function placeForeignOrder(
  { resourceType, startDay, endDay, friendlyName, life, accountSid }: ForeignOrder,
  world: OrderWorld,
): Job {
  const { clock, jobs, quotaBook, quota, accounts } = world;
  const orderer = accountSid ?? accounts[0]?.accountSid;
  if (orderer === undefined) throw new Error('The simulator knows no account that could create a job.');
  const nowMs = clock();
  const form = new URLSearchParams({ StartDay: startDay, EndDay: endDay, FriendlyName: friendlyName });
  const order = readJobOrder(resourceType, form, nowMs);
  const days = daysOfRange(startDay, endDay).length;
  quotaBook.check({ accountSid: orderer, resourceType, days, quota, accounts }, nowMs);
  return jobs.create(order, orderer, life ?? world.life, nowMs);
}
