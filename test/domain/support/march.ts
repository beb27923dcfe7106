import { dayRange } from '../../support/days';
import { addDays, countDays, daysOf, type Day, type DayRange } from '../../../src/domain/days/day-range';

const BEFORE_MARCH = '2024-02-29' as Day;

/** Days of March 2024 by their numbers: `1..3`, or `5` alone. Zero is 29 February, 32 is 1 April. */
export function march(text: string): DayRange {
  const [start = NaN, end = start] = text.split('..').map(Number);
  return dayRange(addDays(BEFORE_MARCH, start), addDays(BEFORE_MARCH, end));
}

/** Several ranges in March 2024: `1..3, 5`. */
export function marches(text: string): DayRange[] {
  return text === '' ? [] : text.split(', ').map(march);
}

/** Every day of some ranges in March 2024: `1..3, 5`. */
export function marchDays(text: string): Day[] {
  return marches(text).flatMap(daysOf);
}

/** Ranges in March 2024 as they are written for {@link marches}. */
export function inMarch(ranges: readonly DayRange[]): string {
  return ranges.map(numbersOf).join(', ');
}

function numbersOf({ startDay, endDay }: DayRange): string {
  return startDay === endDay ? String(numberOf(startDay)) : `${String(numberOf(startDay))}..${String(numberOf(endDay))}`;
}

function numberOf(day: Day): number {
  return day < BEFORE_MARCH ? 1 - countDays(dayRange(day, BEFORE_MARCH)) : countDays(dayRange(BEFORE_MARCH, day)) - 1;
}
