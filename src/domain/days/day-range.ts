declare const dayBrand: unique symbol;

/** A UTC calendar day, `yyyy-MM-dd`. Sorts and compares as text. */
export type Day = string & { readonly [dayBrand]: true };

/** A range of days, both ends included, as the API's `StartDay` and `EndDay`. Never reversed. */
export interface DayRange {
  readonly startDay: Day;
  readonly endDay: Day;
}

const DAY_MS = 86_400_000;

/** Whether a value is a real calendar day, as a text `yyyy-MM-dd` (no 30 February, no two-digit year). */
export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

/** Read a day. @throws RangeError with a sentence for people when the text is not a calendar day. */
export function parseDay(text: string): Day {
  if (!isDay(text)) throw new RangeError(`"${text}" is not a calendar day. Use the form 2024-01-31.`);
  return text;
}

/** The UTC day of an instant given in milliseconds since 1970. */
export function dayOf(instantMs: number): Day {
  return new Date(instantMs).toISOString().slice(0, 10) as Day;
}

/** The instant, in milliseconds since 1970, at which a day begins (00:00 UTC). */
export function startOfDay(day: Day): number {
  return Date.parse(`${day}T00:00:00.000Z`);
}

/** The day so many days later, or earlier when the number is negative. */
export function addDays(day: Day, days: number): Day {
  return dayOf(startOfDay(day) + days * DAY_MS);
}

/** The number of days in a range. */
export function countDays({ startDay, endDay }: DayRange): number {
  return (startOfDay(endDay) - startOfDay(startDay)) / DAY_MS + 1;
}

/** The number of days in some ranges. */
export function sumDays(ranges: readonly DayRange[]): number {
  return ranges.reduce((sum, range) => sum + countDays(range), 0);
}

export function daysOf(range: DayRange): Day[] {
  return Array.from({ length: countDays(range) }, (_, index) => addDays(range.startDay, index));
}

export function holds(range: DayRange, day: Day): boolean {
  return range.startDay <= day && day <= range.endDay;
}

/** Whether two ranges have a day in common. */
export function overlap(one: DayRange, other: DayRange): boolean {
  return one.startDay <= other.endDay && other.startDay <= one.endDay;
}

/** The days that two ranges have in common; undefined when there are none. */
export function intersection(one: DayRange, other: DayRange): DayRange | undefined {
  if (!overlap(one, other)) return undefined;
  return {
    startDay: one.startDay > other.startDay ? one.startDay : other.startDay,
    endDay: one.endDay < other.endDay ? one.endDay : other.endDay,
  };
}

/** A range as people write it: `2024-01-01..2024-01-31`, or the day alone when it is one day. */
export function formatRange({ startDay, endDay }: DayRange): string {
  return startDay === endDay ? startDay : `${startDay}..${endDay}`;
}

/** The ranges without any of some ordered `days`: within a range, or else between the first and the last of them. */
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

/** Days in any order as ranges, neighbours joined, each day once. */
export function rangesOf(days: readonly Day[]): DayRange[] {
  return joinNeighbours([...new Set(days)].sort().map((day) => ({ startDay: day, endDay: day })));
}

/** Ranges in order, neighbours joined. */
export function joinNeighbours(ranges: readonly DayRange[]): DayRange[] {
  const joined: DayRange[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    const touches = last && addDays(last.endDay, 1) === range.startDay;
    if (touches) joined[joined.length - 1] = { startDay: last.startDay, endDay: range.endDay };
    else joined.push(range);
  }
  return joined;
}
