import { countDays, overlap, type Day, type DayRange } from '../days/day-range';
import { closeDay, type DayQuota, type Refusal } from './day-quota';

/**
 * The quota after a chunk was refused for a reason nobody documented: the first one holds nobody else, and a second,
 * other chunk that is refused alike closes the UTC day.
 */
export function recordUnexplainedRefusal(
  quota: DayQuota,
  utcDay: Day,
  refusal: Refusal,
  message: string,
): DayQuota {
  if (utcDay !== quota.utcDay) return quota;
  const { unexplainedRefusal } = quota;
  if (unexplainedRefusal?.signature !== refusal.signature) return { ...quota, unexplainedRefusal: refusal };
  const isSameChunk =
    unexplainedRefusal.resourceType === refusal.resourceType &&
    overlap(unexplainedRefusal.range, refusal.range);
  return isSameChunk ? quota : closeDay(quota, utcDay, message);
}

/** The quota after days were taken: when there was room for as many as were refused, the refusal was not about the quota. */
export function clearUnexplainedRefusal(quota: DayQuota, taken: DayRange): DayQuota {
  const { unexplainedRefusal, ...rest } = quota;
  return unexplainedRefusal && countDays(taken) >= countDays(unexplainedRefusal.range) ? rest : quota;
}

/** A create that Twilio refused. */
export interface RefusedCreate {
  readonly httpStatus?: number | undefined;
  readonly twilioCode?: number | undefined;
  /** Twilio's words. */
  readonly message: string;
}

/**
 * Whether a refusal says that the UTC day's quota is spent. Twilio documents the rule and neither status nor code
 * (https://www.twilio.com/docs/usage/bulkexport), so the words decide: they speak of a quota, or of a limit and of the
 * 366 or of a day.
 */
export function isQuotaRefusal({ message }: RefusedCreate): boolean {
  const isOfLimit = /\b(limit(s|ed)?|maximum|exceed\w*|too many)\b/i.test(message);
  const isOfDay = /\b(366|calendar day|per day|daily|24 hours|next (UTC )?day)\b/i.test(message);
  return /\bquota\b/i.test(message) || (isOfLimit && isOfDay);
}

/** What two refusals have in common when they are for the same reason. */
export function signatureOf({ httpStatus, twilioCode }: RefusedCreate): string {
  return `${httpStatus ?? 'no status'}/${twilioCode ?? 'no code'}`;
}
