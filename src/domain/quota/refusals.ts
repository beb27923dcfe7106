import { countDays, overlap, type Day, type DayRange } from '../days/day-range';
import type { ResourceType } from '../twilio/resource-type';
import { closeDay, type DayQuota } from './day-quota';

/** A chunk that Twilio would not take. Refusals are alike when their signatures are. */
export interface Refusal {
  readonly range: DayRange;
  readonly resourceType: ResourceType;
  readonly signature: string;
}

/**
 * The quota after a chunk was refused for a reason nobody documented: the first one holds nobody else, and a second,
 * other chunk that is refused alike closes the UTC day.
 */
export function recordDoubt(quota: DayQuota, utcDay: Day, refusal: Refusal, words: string): DayQuota {
  if (utcDay !== quota.utcDay) return quota;
  const { doubt } = quota;
  if (doubt?.signature !== refusal.signature) return { ...quota, doubt: refusal };
  const isSameChunk = doubt.resourceType === refusal.resourceType && overlap(doubt.range, refusal.range);
  return isSameChunk ? quota : closeDay(quota, utcDay, words);
}

/** The quota after days were taken: when there was room for as many as were refused, the refusal was not about the quota. */
export function clearDoubt(quota: DayQuota, taken: DayRange): DayQuota {
  const { doubt, ...rest } = quota;
  return doubt && countDays(taken) >= countDays(doubt.range) ? rest : quota;
}
