import { addDays, dayOf, type Day } from '../days/day-range';

/**
 * The UTC day from which on a day's file must have been made to do, at an instant of Twilio's clock. An older one may
 * lack records; and once `lookback` days have passed since the day became exportable, one is wanted that was made
 * since then, for what arrived late.
 */
export function madeFrom(day: Day, nowMs: number, lookback: number): Day {
  const again = addDays(day, 2 + lookback);
  return again <= dayOf(nowMs) ? again : addDays(day, 2);
}
