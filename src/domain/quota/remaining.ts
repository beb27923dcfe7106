import { addDays, dayOf, startOfDay, type Day } from '../days/day-range';
import { formatDays, formatInstant } from '../format';
import { advanceTo, openQuota, type DayQuota } from './day-quota';
import type { QuotaLimit, QuotaSettings } from './quota-limit';
import type { ReserveAnswer, ReserveRequest } from './protocol';

/** The days that are left of the UTC day's quota for a request. */
export function leftFor(quota: DayQuota, { limit, reserve }: ReserveRequest): number {
  return daysLeft(quota, limit) - reserve;
}

/** The days that are left of the UTC day's quota, with the reserve; `limit` holds unless an operator has set one. */
export function daysLeft({ limit: operatorsLimit, grantedDays }: DayQuota, limit: QuotaLimit): number {
  const holding = operatorsLimit ?? limit;
  return holding === 'none' ? Infinity : holding - grantedDays;
}

/** Why a request gets no days on the current UTC day; undefined when it gets some. */
export function obstacleTo(quota: DayQuota, request: ReserveRequest): Extract<ReserveAnswer, { kind: 'spent' }> | undefined {
  const { utcDay, closedBecause } = quota;
  const { nowMs } = request;
  if (dayOf(nowMs) < utcDay) return { kind: 'spent', untilMs: startOfDay(utcDay), why: `The UTC day ${utcDay} has not begun.` };
  const untilMs = startOfDay(addDays(utcDay, 1));
  const why =
    (closedBecause && `Quota closed until ${formatInstant(untilMs)}. ${closedBecause}`) ??
    describeSpent(quota, request) ??
    (leftFor(quota, request) !== Infinity && isNearlyOver(nowMs) ? `The UTC day ${utcDay} is about to end.` : undefined);
  return why === undefined ? undefined : { kind: 'spent', untilMs, why };
}

function describeSpent(quota: DayQuota, request: ReserveRequest): string | undefined {
  const { utcDay, grantedDays } = quota;
  const { reserve } = request;
  const limit = quota.limit ?? request.limit;
  if (limit === 'none' || leftFor(quota, request) >= 1) return undefined;
  if (limit <= reserve) {
    const advice = `Lower DAYHAUL_QUOTA_RESERVE (${reserve}) or raise the limit.`;
    return `The limit of ${formatDays(limit)} per UTC day is reserved for schedules. ${advice}`;
  }
  const reserved = reserve > 0 ? `, ${reserve} reserved for schedules` : '';
  return `Waiting for quota: ${grantedDays} of ${formatDays(limit)} requested on ${utcDay} (UTC)${reserved}.`;
}

/** The quota of the UTC day of an instant for exports that are no scheduled runs. */
export function quotaAt(quota: DayQuota | undefined, { days, reserve = 0 }: QuotaSettings, nowMs: number) {
  const { limit = days, grantedDays, closedBecause, queue } = advanceTo(quota ?? openQuota(nowMs), nowMs);
  return { limit, reserve, requestedDays: grantedDays, waitingExports: queue.length, closedBecause };
}

const END_OF_DAY_MS = 60_000;

/** Whether an instant of Twilio's clock is so late on its UTC day that a create may be counted on the next one. */
function isNearlyOver(nowMs: number): boolean {
  return dayOf(nowMs + END_OF_DAY_MS) > dayOf(nowMs);
}

/** Whether a create at an instant of Twilio's clock will certainly count on the UTC day for which its days were granted. */
export function isWithinDay(utcDay: Day, nowMs: number, isUnlimited = false): boolean {
  return dayOf(nowMs) === utcDay && (isUnlimited || !isNearlyOver(nowMs));
}
