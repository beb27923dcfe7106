import { addDays, countDays, type Day, type DayRange } from './day-range';

/** A run of neighbouring days that share one value. */
interface Run<T> {
  readonly days: number;
  readonly value: T;
}

/**
 * A value for every day of a range, kept as runs of equal neighbours: years in a few runs.
 *
 * Values are flat: equal when their fields are. Neighbouring runs are never equal, no run is empty, and
 * no operation changes which days the map covers.
 */
export interface DayMap<T> {
  readonly startDay: Day;
  readonly runs: readonly Run<T>[];
}

/** A day map as it is carried and stored: each distinct value once, runs as pairs of value index and days. */
export interface PackedDayMap<T> {
  readonly startDay: Day;
  readonly values: readonly T[];
  readonly runs: readonly number[];
}

/** The same value on every day of a range. */
export function uniform<T>(range: DayRange, value: T): DayMap<T> {
  return { startDay: range.startDay, runs: [{ days: countDays(range), value }] };
}

/** The runs of a map with their days, in order. */
export function entriesOf<T>(map: DayMap<T>): { readonly range: DayRange; readonly value: T }[] {
  let startDay = map.startDay;
  return map.runs.map(({ days, value }) => {
    const range = { startDay, endDay: addDays(startDay, days - 1) };
    startDay = addDays(startDay, days);
    return { range, value };
  });
}

/** The days whose value satisfies a condition, neighbours joined, in order. */
export function rangesWhere<T>(map: DayMap<T>, matches: (value: T) => boolean): DayRange[] {
  return joinNeighbours(
    entriesOf(map)
      .filter(({ value }) => matches(value))
      .map(({ range }) => range),
  );
}

/** The number of days whose value satisfies a condition. */
export function countWhere<T>(map: DayMap<T>, matches: (value: T) => boolean): number {
  return map.runs.reduce((days, run) => days + (matches(run.value) ? run.days : 0), 0);
}

/**
 * The map with the values of some days changed; days outside the map are ignored. The ranges may come in any
 * order and may not overlap.
 */
export function changeDays<T>(
  map: DayMap<T>,
  ranges: readonly DayRange[],
  change: (value: T) => T,
): DayMap<T> {
  const spans = ranges.map((range) => spanOf(map, range)).sort((one, other) => one.from - other.from);
  const runs: Run<T>[] = [];
  let at = 0;
  let next = 0;
  for (const { days, value } of map.runs) {
    const end = at + days;
    while (at < end) {
      while ((spans[next]?.until ?? Infinity) <= at) next++;
      const { from, until } = spans[next] ?? { from: Infinity, until: Infinity };
      const isInside = from <= at;
      const stop = Math.min(end, isInside ? until : from);
      appendRun(runs, stop - at, isInside ? change(value) : value);
      at = stop;
    }
  }
  return { startDay: map.startDay, runs };
}

/** The short form of a map; {@link unpackDayMap} gives the map back. */
export function packDayMap<T>(map: DayMap<T>): PackedDayMap<T> {
  const indexes = new Map<string, number>();
  const values: T[] = [];
  const runs = map.runs.flatMap(({ days, value }) => {
    const key = JSON.stringify(value);
    const index = indexes.get(key) ?? values.push(value) - 1;
    indexes.set(key, index);
    return [index, days];
  });
  return { startDay: map.startDay, values, runs };
}

/** The map behind a short form. */
export function unpackDayMap<T>({ startDay, values, runs }: PackedDayMap<T>): DayMap<T> {
  const unpacked: Run<T>[] = [];
  for (let at = 0; at < runs.length; at += 2) {
    unpacked.push({ days: runs[at + 1] ?? 0, value: values[runs[at] ?? 0] as T });
  }
  return { startDay, runs: unpacked };
}

/** Ranges in order, with those that touch made one. */
export function joinNeighbours(ranges: readonly DayRange[]): DayRange[] {
  const joined: DayRange[] = [];
  for (const range of ranges) {
    const last = joined.at(-1);
    if (last && addDays(last.endDay, 1) === range.startDay) {
      joined[joined.length - 1] = { startDay: last.startDay, endDay: range.endDay };
    } else {
      joined.push(range);
    }
  }
  return joined;
}

/** The days of a range as offsets from the start of the map, the second one excluded. */
function spanOf<T>(map: DayMap<T>, { startDay, endDay }: DayRange): { from: number; until: number } {
  return { from: offsetOf(map, startDay), until: offsetOf(map, endDay) + 1 };
}

function offsetOf<T>(map: DayMap<T>, day: Day): number {
  return day < map.startDay ? -1 : countDays({ startDay: map.startDay, endDay: day }) - 1;
}

function appendRun<T>(runs: Run<T>[], days: number, value: T): void {
  const last = runs.at(-1);
  if (last && isSame(last.value, value)) runs[runs.length - 1] = { days: last.days + days, value };
  else runs.push({ days, value });
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
