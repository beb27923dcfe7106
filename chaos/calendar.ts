import { dayAt, daysOfRange } from '../simulator/calendar';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Days, both ends included. */
export interface DayRange {
  readonly startDay: string;
  readonly endDay: string;
}

/** The day so many days later, or earlier when the number is negative. */
export function addDays(day: string, days: number): string {
  return dayAt(Date.parse(day) + days * DAY_MS);
}

/** Every day of a range. */
export function daysIn({ startDay, endDay }: DayRange): readonly string[] {
  return startDay <= endDay ? daysOfRange(startDay, endDay) : [];
}

/** `2024-03-01..2024-03-03`. */
export function spell({ startDay, endDay }: DayRange): string {
  return `${startDay}..${endDay}`;
}

/** How many times 00:00 UTC lies between two instants. */
export function midnightsBetween(fromMs: number, toMs: number): number {
  return Math.floor(toMs / DAY_MS) - Math.floor(fromMs / DAY_MS);
}
