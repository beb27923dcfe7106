import { dayRange, parseDay, type DayRange } from '../../src/domain/days/day-range';

/** A range from its short form: `2024-02-27..2024-03-02`, or a day alone. */
export function days(text: string): DayRange {
  const [startDay = '', endDay = startDay] = text.split('..');
  return dayRange(parseDay(startDay), parseDay(endDay));
}
