import { addDays, dayOf, startOfDay } from '../days/day-range';
import { formatDays } from '../format';
import type { DayQuota } from './day-quota';
import type { ReserveAnswer, ReserveRequest } from './protocol';
import { isNearlyOver } from './utc-day';

type Spent = Extract<ReserveAnswer, { kind: 'spent' }>;

/** How many days are left of the UTC day for whoever asks. */
export function leftFor(
  { limit: operatorsLimit, grantedDays }: DayQuota,
  { limit, reserve }: ReserveRequest,
): number {
  const holding = operatorsLimit ?? limit;
  return holding === 'none' ? Infinity : holding - reserve - grantedDays;
}

/** What keeps whoever asks from requesting days on the UTC day that is counted. */
export function obstacleTo(quota: DayQuota, request: ReserveRequest): Spent | undefined {
  const { utcDay, closedBecause } = quota;
  const { nowMs } = request;
  if (dayOf(nowMs) < utcDay) {
    return { kind: 'spent', untilMs: startOfDay(utcDay), why: `${utcDay} has not begun.` };
  }
  const left = leftFor(quota, request);
  const why =
    closedBecause ??
    (left < 1 ? describeSpent(quota, request) : undefined) ??
    (left !== Infinity && isNearlyOver(nowMs) ? `${utcDay} is nearly over.` : undefined);
  return why === undefined ? undefined : { kind: 'spent', untilMs: startOfDay(addDays(utcDay, 1)), why };
}

function describeSpent(
  { utcDay, grantedDays, limit: operatorsLimit }: DayQuota,
  { limit, reserve }: ReserveRequest,
): string {
  const holding = operatorsLimit ?? limit;
  if (holding !== 'none' && holding <= reserve) {
    return `All ${formatDays(holding)} that may be requested in one UTC day are kept in reserve (DAYHAUL_QUOTA_RESERVE is ${reserve}): raise the limit.`;
  }
  return `The quota of ${utcDay} is spent: ${grantedDays} days were requested.`;
}
