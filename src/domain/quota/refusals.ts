import { countDays, overlap, type Day, type DayRange } from '../days/day-range';
import type { Refusal } from './protocol';
import { closeDay, type DayQuota } from './day-quota';

/** The quota after an undocumented rejection: the first delays no other export, the same of another chunk closes the day. */
export function recordUnexplainedRefusal(quota: DayQuota, utcDay: Day, refusal: Refusal, message: string): DayQuota {
  if (utcDay !== quota.utcDay) return quota;
  const { unexplainedRefusal } = quota;
  if (unexplainedRefusal?.signature !== refusal.signature) return { ...quota, unexplainedRefusal: refusal };
  const isSameChunk = unexplainedRefusal.resourceType === refusal.resourceType && overlap(unexplainedRefusal.range, refusal.range);
  return isSameChunk ? quota : closeDay(quota, utcDay, message);
}

/** The quota after days were accepted: if as many as were rejected, the rejection was not about the quota. */
export function clearUnexplainedRefusal(quota: DayQuota, taken: DayRange): DayQuota {
  const { unexplainedRefusal, ...rest } = quota;
  return unexplainedRefusal && countDays(taken) >= countDays(unexplainedRefusal.range) ? rest : quota;
}

export interface RefusedCreate {
  readonly httpStatus?: number | undefined;
  readonly twilioCode?: number | undefined;
  readonly message: string;
}

/**
 * Whether a rejection says that the quota of the UTC day is used up. Twilio documents the rule but neither status nor code
 * (https://www.twilio.com/docs/usage/bulkexport), so the message decides: a quota, or a limit together with 366 or a day.
 */
export function isQuotaRefusal({ message }: RefusedCreate): boolean {
  const isOfLimit = /\b(limit(s|ed)?|maximum|exceed\w*|too many)\b/i.test(message);
  const isOfDay = /\b(366|calendar day|per day|daily|24 hours|next (UTC )?day)\b/i.test(message);
  return /\bquota\b/i.test(message) || (isOfLimit && isOfDay);
}

/** The same for rejections with the same reason. */
export function signatureOf({ httpStatus, twilioCode }: RefusedCreate): string {
  return `${httpStatus ?? 'no status'}/${twilioCode ?? 'no code'}`;
}
