import { addDays, dayOf, startOfDay } from '../days/day-range';

/** Twilio removes a day file so long after it was made (https://www.twilio.com/docs/usage/bulkexport). */
export const FILE_LIFE_DAYS = 7;
export const FILE_LIFE_MS = FILE_LIFE_DAYS * 86_400_000;

/** When a file made at an instant or later may be gone, in milliseconds since 1970. */
export function expiresAt(madeAfterMs: number): number {
  return madeAfterMs + FILE_LIFE_MS;
}

/** The earliest instant at which a file was made that stays until the UTC day of an instant is over. */
export function oldestLiveFile(nowMs: number): number {
  return startOfDay(addDays(dayOf(nowMs), 1 - FILE_LIFE_DAYS));
}
