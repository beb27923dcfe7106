import { addDays, dayOf, startOfDay, type Day } from '../days/day-range';
import type { Lease, Refusal } from './protocol';
import type { WaitQueue } from './queue';
import type { QuotaLimit, RequestLimit } from './quota-limit';

interface ExportGrant {
  readonly workflowId: string;
  readonly days: number;
}

/** The end of a quota workflow, whose count is lost. */
export interface LostQuota {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** Why its UTC day is closed, a sentence. */
  readonly why: string;
}

/** The quota of the UTC day: the days granted, the leases in use, and the exports that wait. */
export interface DayQuota {
  /** By Twilio's clock; it never goes back. */
  readonly utcDay: Day;
  /** Days granted on it, without returned ones. */
  readonly grantedDays: number;
  /** The same by export, the last to get days last; exports that ended stay in it. */
  readonly grants?: readonly ExportGrant[] | undefined;
  /** Why nothing more is granted on this UTC day, a sentence. */
  readonly closedBecause?: string | undefined;
  /** An operator's limit, which overrides that of the workers. */
  readonly limit?: QuotaLimit | undefined;
  /** The limit of the last request, and the reserve that a request of this UTC day named. */
  readonly requestLimit?: RequestLimit | undefined;
  /** Set until the first call with a time. */
  readonly lost?: LostQuota | undefined;
  readonly leases: readonly Lease[];
  readonly queue: WaitQueue;
  /** A chunk that Twilio rejected on this UTC day for an undocumented reason. */
  readonly unexplainedRefusal?: Refusal | undefined;
}

export function openQuota(nowMs: number): DayQuota {
  return { utcDay: dayOf(nowMs), grantedDays: 0, leases: [], queue: [] };
}

/** A quota after the end of its workflow. The first UTC day is closed, unless it begins after that end. */
export function quotaAfterLoss(lost: LostQuota): DayQuota {
  return { ...openQuota(0), closedBecause: lost.why, lost };
}

export function openDay(quota: DayQuota): DayQuota {
  return { ...quota, closedBecause: undefined, lost: undefined };
}

/** The quota with a UTC day closed: nothing more is granted on it. */
export function closeDay(quota: DayQuota, utcDay: Day, why: string): DayQuota {
  const day = advanceTo(quota, startOfDay(utcDay));
  return utcDay === day.utcDay ? { ...day, closedBecause: why } : quota;
}

/** The quota on the UTC day of an instant. Leases of an earlier day end once their jobs are certain to be listed. */
export function advanceTo(quota: DayQuota, nowMs: number): DayQuota {
  const today = dayOf(nowMs);
  const leases = quota.leases.filter((lease) => nowMs < endOf(lease));
  if (today <= quota.utcDay) return { ...quota, leases };
  const { limit, requestLimit, queue, lost } = quota;
  const closed = lost && today <= dayOf(lost.atMs) ? { closedBecause: lost.why } : {};
  const known = requestLimit && { requestLimit: { ...requestLimit, reserve: 0 } };
  return { utcDay: today, grantedDays: 0, limit, leases, queue, ...known, ...closed };
}

/** The days granted on the UTC day, with those that an export got, or, as a negative number, gave back. */
export function countGrant({ grantedDays, grants = [] }: DayQuota, workflowId: string, days: number) {
  const others = grants.filter((grant) => grant.workflowId !== workflowId);
  const sum = (grants.find((grant) => grant.workflowId === workflowId)?.days ?? 0) + days;
  return { grantedDays: grantedDays + days, grants: sum > 0 ? [...others, { workflowId, days: sum }] : others };
}

function endOf({ endsAtMs, utcDay, listedAfterMs }: Lease): number {
  return endsAtMs ?? startOfDay(addDays(utcDay, 1)) + listedAfterMs;
}
