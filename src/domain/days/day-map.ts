import { addDays, countDays, joinNeighbours, rangesOf, type Day, type DayRange } from './day-range';

/** A run of neighbouring days that share one value. */
export interface Run<T> {
  readonly days: number;
  readonly value: T;
}

/**
 * A value for every day of a range, kept as runs of equal neighbours: years in a few runs. Values are flat: equal when their fields
 * are. Neighbouring runs are never equal, no run is empty, and no operation changes which days the map covers.
 */
export interface DayMap<T> {
  readonly startDay: Day;
  readonly runs: readonly Run<T>[];
}

/** The same value on every day of a range. */
export function uniform<T>(range: DayRange, value: T): DayMap<T> {
  return { startDay: range.startDay, runs: [{ days: countDays(range), value }] };
}

/** Neighbouring days of a map by their numbers: its first day is day 0, and `until` is the first day after them. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export interface ValueSpan<T> extends Span {
  readonly value: T;
}

/** The runs of a map with their days, in order. */
export function entriesOf<T>(map: DayMap<T>): { readonly range: DayRange; readonly value: T }[] {
  return spansOf(map).map((span) => ({ range: rangeOfSpan(map, span), value: span.value }));
}

/** The runs whose value satisfies a condition, in order, without the cost of computing their days. */
export function spansWhere<T, S extends T>(map: DayMap<T>, matches: (value: T) => value is S): ValueSpan<S>[] {
  return spansOf(map).filter((span): span is ValueSpan<T> & ValueSpan<S> => matches(span.value));
}

/** The map of neighbouring ranges with their values; {@link entriesOf} gives them back. */
export function fromEntries<T>(entries: readonly { readonly range: DayRange; readonly value: T }[]): DayMap<T> | undefined {
  const [first] = entries;
  const runs = entries.map(({ range, value }) => ({ days: countDays(range), value }));
  return first && { startDay: first.range.startDay, runs };
}

export function rangeOfSpan<T>({ startDay }: DayMap<T>, { from, until }: Span): DayRange {
  return { startDay: addDays(startDay, from), endDay: addDays(startDay, until - 1) };
}

/** All days of a map. */
export function wholeRange<T>(map: DayMap<T>): DayRange {
  const until = map.runs.reduce((days, run) => days + run.days, 0);
  return rangeOfSpan(map, { from: 0, until });
}

/** The span of a range, which may extend beyond the map. */
function spanOfRange<T>(map: DayMap<T>, { startDay, endDay }: DayRange): Span {
  return { from: numberOf(map, startDay), until: numberOf(map, endDay) + 1 };
}

/** The days whose value satisfies a condition, neighbours joined, in order. */
export function rangesWhere<T>(map: DayMap<T>, matches: (value: T) => boolean): DayRange[] {
  const matching = spansOf(map).filter(({ value }) => matches(value));
  return joinNeighbours(matching.map((span) => rangeOfSpan(map, span)));
}

/** The number of days whose value satisfies a condition. */
export function countWhere<T>(map: DayMap<T>, matches: (value: T) => boolean): number {
  return map.runs.reduce((days, run) => days + (matches(run.value) ? run.days : 0), 0);
}

/** The map with some days changed; days outside the map are ignored. The ranges may come in any order and may not overlap. */
export function changeDays<T>(map: DayMap<T>, ranges: readonly DayRange[], change: (value: T) => T): DayMap<T> {
  const spans = ranges.map((range) => spanOfRange(map, range)).sort((one, other) => one.from - other.from);
  const runs: Run<T>[] = [];
  let at = 0;
  let next = 0;
  let wasInside = false;
  for (const { days, value } of map.runs) {
    const end = at + days;
    while (at < end) {
      while ((spans[next]?.until ?? Infinity) <= at) next++;
      const { from, until } = spans[next] ?? { from: Infinity, until: Infinity };
      const isInside = from <= at;
      const stop = Math.min(end, isInside ? until : from);
      // two unchanged neighbours were never equal
      appendRun(runs, { days: stop - at, value: isInside ? change(value) : value }, isInside || wasInside);
      wasInside = isInside;
      at = stop;
    }
  }
  return { startDay: map.startDay, runs };
}

/** The map with the values of single days set; days outside the map are ignored. */
export function setDays<T>(map: DayMap<T>, values: readonly (readonly [Day, T])[]): DayMap<T> {
  const byValue = new Map<string, { readonly value: T; readonly days: Day[] }>();
  for (const [day, value] of values) {
    const key = JSON.stringify(value);
    const same = byValue.get(key) ?? { value, days: [] };
    same.days.push(day);
    byValue.set(key, same);
  }
  return [...byValue.values()].reduce((changed, { value, days }) => changeDays(changed, rangesOf(days), () => value), map);
}

/** The number of a day; negative before the map begins. */
export function numberOf<T>({ startDay }: DayMap<T>, day: Day): number {
  return countDays({ startDay, endDay: day }) - 1;
}

function spansOf<T>({ runs }: DayMap<T>): ValueSpan<T>[] {
  let from = 0;
  return runs.map(({ days, value }) => {
    const span = { from, until: from + days, value };
    from = span.until;
    return span;
  });
}

function appendRun<T>(runs: Run<T>[], run: Run<T>, mayJoin: boolean): void {
  const last = runs.at(-1);
  const isSame = mayJoin && last && (last.value === run.value || JSON.stringify(last.value) === JSON.stringify(run.value));
  if (isSame) runs[runs.length - 1] = { days: last.days + run.days, value: run.value };
  else runs.push(run);
}
