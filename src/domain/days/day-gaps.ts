import { addDays, type Day, type DayRange } from './day-range';

/**
 * The ranges of days of which there is nothing: within a range, or without one between the first and the last day that
 * are there.
 * @param days those that are there, in order, each once
 */
export function gapsBetween(days: readonly Day[], range?: DayRange): DayRange[] {
  const first = range?.startDay ?? days[0];
  const last = range?.endDay ?? days.at(-1);
  if (first === undefined || last === undefined) return [];
  const gaps: DayRange[] = [];
  let next = first;
  for (const day of [...days.filter((there) => first <= there && there <= last), addDays(last, 1)]) {
    if (next < day) gaps.push({ startDay: next, endDay: addDays(day, -1) });
    next = addDays(day, 1);
  }
  return gaps;
}
