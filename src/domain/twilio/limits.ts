import { addDays, dayOf, startOfDay, type Day } from '../days/day-range';

/** Days one account may request in one UTC day (https://www.twilio.com/docs/usage/bulkexport). */
export const DAYS_PER_UTC_DAY = 366;

/** The newest exportable day: two days before (https://www.twilio.com/docs/usage/bulkexport/export-custom-job). */
export function newestExportableDay(nowMs: number): Day {
  return addDays(dayOf(nowMs), -2);
}

/** The instant from which the API accepts a day: 00:00 UTC two days later. */
export function exportableFrom(day: Day): number {
  return startOfDay(addDays(day, 2));
}

/** How long Twilio keeps a day file (https://www.twilio.com/docs/usage/bulkexport). */
export const FILE_LIFE_DAYS = 7;
export const FILE_LIFE_MS = FILE_LIFE_DAYS * 86_400_000;

/** When a file made at an instant or later may expire, in milliseconds since 1970. */
export function expiresAt(madeAfterMs: number): number {
  return madeAfterMs + FILE_LIFE_MS;
}

/** The earliest creation time of a file that does not expire on the UTC day of an instant. */
export function oldestLiveFile(nowMs: number): number {
  return startOfDay(addDays(dayOf(nowMs), 1 - FILE_LIFE_DAYS));
}

/** The first UTC day on which a day's file may have been made: an older one is replaced `lookback` days after it was exportable. */
export function madeFrom(day: Day, nowMs: number, lookback: number): Day {
  const again = addDays(day, 2 + lookback);
  return again <= dayOf(nowMs) ? again : addDays(day, 2);
}
