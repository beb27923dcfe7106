import { parseDay, type Day, type DayRange } from '../../src/domain/days/day-range';

/** A range from its short form: `2024-02-27..2024-03-02`, or a day alone. */
export function days(text: string): DayRange {
  const [startDay = '', endDay = startDay] = text.split('..');
  return dayRange(parseDay(startDay), parseDay(endDay));
}

/** A range from its ends. @throws RangeError when it ends before it starts, which is a mistake of the test */
export function dayRange(startDay: Day, endDay: Day): DayRange {
  if (endDay < startDay) throw new RangeError(`The range ends (${endDay}) before it starts (${startDay}).`);
  return { startDay, endDay };
}
