import { addDays, dayOf, startOfDay, type Day } from '../days/day-range';

/** Days one account may request in one UTC day (https://www.twilio.com/docs/usage/bulkexport). */
export const DAYS_PER_UTC_DAY = 366;

/**
 * The newest day the API accepts as `EndDay` at an instant: two days before that UTC day
 * (https://www.twilio.com/docs/usage/bulkexport/export-custom-job).
 */
export function newestExportableDay(nowMs: number): Day {
  return addDays(dayOf(nowMs), -2);
}

/** The instant from which the API accepts a day: 00:00 UTC two days later. */
export function exportableFrom(day: Day): number {
  return startOfDay(addDays(day, 2));
}

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

/**
 * The UTC day from which on a day's file must have been made to do, at an instant of Twilio's clock. An older one may
 * lack records; and once `lookback` days have passed since the day became exportable, one is wanted that was made
 * since then, for what arrived late.
 */
export function madeFrom(day: Day, nowMs: number, lookback: number): Day {
  const again = addDays(day, 2 + lookback);
  return again <= dayOf(nowMs) ? again : addDays(day, 2);
}
