import { addDays, dayOf, startOfDay, type Day, type DayRange } from '../days/day-range';
import type { ResourceType } from '../twilio/resource-type';
import type { Lease } from './lease';
import type { WaitQueue } from './queue';
import type { QuotaLimit } from './quota-limit';

/** A chunk that Twilio would not take. Refusals are alike when their signatures are. */
export interface Refusal {
  readonly range: DayRange;
  readonly resourceType: ResourceType;
  readonly signature: string;
}

/** The end of a quota whose count nothing continues. */
export interface LostQuota {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** Why its UTC day is closed, a sentence. */
  readonly why: string;
}

/** Requests that share a quota, put in order: who may request how many days today, and which are on their way. */
export interface DayQuota {
  /** The UTC day that is counted, by Twilio's clock; it never goes back. */
  readonly utcDay: Day;
  /** Days granted on it, less those given back. */
  readonly grantedDays: number;
  /** Set when nothing more is granted on this UTC day: why, a sentence. */
  readonly closedBecause?: string | undefined;
  /** An operator's limit; it goes before the limit of whoever asks. */
  readonly limit?: QuotaLimit | undefined;
  /** Set until the first call that names the time: what was counted before is lost. */
  readonly lost?: LostQuota | undefined;
  readonly leases: readonly Lease[];
  readonly queue: WaitQueue;
  /** A chunk that was refused on this UTC day for a reason nobody documented. */
  readonly unexplainedRefusal?: Refusal | undefined;
}

/** A quota of which nothing is spent. */
export function openQuota(nowMs: number): DayQuota {
  return { utcDay: dayOf(nowMs), grantedDays: 0, leases: [], queue: [] };
}

/** A quota after one that was lost. The first UTC day that is counted is closed, unless it begins after the loss. */
export function quotaAfterLoss(lost: LostQuota): DayQuota {
  return { ...openQuota(0), closedBecause: lost.why, lost };
}

/** The quota with the UTC day open, whatever closed it. */
export function openDay(quota: DayQuota): DayQuota {
  return { ...quota, closedBecause: undefined, lost: undefined };
}

/** The quota once nothing more is to be requested on a UTC day: its quota is spent, or an operator says so. */
export function closeDay(quota: DayQuota, utcDay: Day, why: string): DayQuota {
  const day = advanceTo(quota, startOfDay(utcDay));
  return utcDay === day.utcDay ? { ...day, closedBecause: why } : quota;
}

/** The quota on the UTC day of an instant. Reservations of an earlier day end once their creates are sure to be listed. */
export function advanceTo(quota: DayQuota, nowMs: number): DayQuota {
  const today = dayOf(nowMs);
  const leases = quota.leases.filter((lease) => nowMs < endOf(lease));
  if (today <= quota.utcDay) return { ...quota, leases };
  const { limit, queue, lost } = quota;
  const closed = lost && today <= dayOf(lost.atMs) ? { closedBecause: lost.why } : {};
  return { utcDay: today, grantedDays: 0, limit, leases, queue, ...closed };
}

function endOf({ endsAtMs, utcDay, listedAfterMs }: Lease): number {
  return endsAtMs ?? startOfDay(addDays(utcDay, 1)) + listedAfterMs;
}
