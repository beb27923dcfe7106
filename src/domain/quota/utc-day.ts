import { dayOf, type Day } from '../days/day-range';

/** A create this close to the end of a UTC day may be counted on the next one. */
const END_OF_DAY_MS = 60_000;

/** Whether an instant of Twilio's clock is so late on its UTC day that a create may be counted on the next one. */
export function isNearlyOver(nowMs: number): boolean {
  return dayOf(nowMs + END_OF_DAY_MS) > dayOf(nowMs);
}

/**
 * Whether a create at an instant of Twilio's clock may be sent for days granted on a UTC day: it will certainly be counted
 * on that day or, without a limit, is sent on it.
 */
export function isWithinDay(utcDay: Day, nowMs: number, isUnlimited = false): boolean {
  return dayOf(nowMs) === utcDay && (isUnlimited || !isNearlyOver(nowMs));
}
