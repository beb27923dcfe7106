import { addDays, countDays, joinNeighbours, type Day, type DayRange } from './day-range';

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

/** Neighbouring days that share one value. */
interface Entry<T> {
  readonly range: DayRange;
  readonly value: T;
}

/** The runs of a map with their days, in order. */
export function entriesOf<T>(map: DayMap<T>): Entry<T>[] {
  return spansOf(map).map((span) => ({ range: rangeOfSpan(map, span), value: span.value }));
}

/** The runs whose value satisfies a condition, in order, without the cost of computing their days. */
export function spansWhere<T, S extends T>(map: DayMap<T>, matches: (value: T) => value is S): ValueSpan<S>[] {
  return spansOf(map).filter((span): span is ValueSpan<T> & ValueSpan<S> => matches(span.value));
}

/** The map of neighbouring ranges with their values; {@link entriesOf} gives them back. */
export function fromEntries<T>(entries: readonly Entry<T>[]): DayMap<T> | undefined {
  const [first] = entries;
  return first && { startDay: first.range.startDay, runs: entries.map(({ range, value }) => ({ days: countDays(range), value })) };
}

export function rangeOfSpan<T>({ startDay }: DayMap<T>, { from, until }: Span): DayRange {
  return { startDay: addDays(startDay, from), endDay: addDays(startDay, until - 1) };
}

/** All days of a map. */
export function wholeRange<T>(map: DayMap<T>): DayRange {
  return rangeOfSpan(map, { from: 0, until: map.runs.reduce((days, run) => days + run.days, 0) });
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
  const entries = ranges.map((range) => ({ range, value: undefined }));
  return changeByEntries(map, entries, change);
}

/** The map with the values of single days set; days outside the map are ignored. */
export function setDays<T>(map: DayMap<T>, values: readonly (readonly [Day, T])[]): DayMap<T> {
  const entries = values.map(([day, value]) => ({ range: { startDay: day, endDay: day }, value }));
  return changeByEntries(map, entries, (_before, value) => value);
}

/** The map with the days of some entries changed, each by the value of its entry. */
export function changeByEntries<T, V>(map: DayMap<T>, entries: readonly Entry<V>[], change: (before: T, by: V) => T): DayMap<T> {
  const spans = entries.map(({ range, value }) => ({ ...spanOfRange(map, range), value }));
  spans.sort((one, other) => one.from - other.from);
  const runs: Run<T>[] = [];
  let at = 0;
  let next = 0;
  let wasInside = false;
  for (const { days, value } of map.runs) {
    const end = at + days;
    while (at < end) {
      while ((spans[next]?.until ?? Infinity) <= at) next++;
      const span = spans[next];
      const inside = span && span.from <= at ? span : undefined;
      const isInside = inside !== undefined;
      const stop = Math.min(end, inside?.until ?? span?.from ?? Infinity);
      // two unchanged neighbours were never equal
      appendRun(runs, { days: stop - at, value: inside ? change(value, inside.value) : value }, isInside || wasInside);
      wasInside = isInside;
      at = stop;
    }
  }
  return { startDay: map.startDay, runs };
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
