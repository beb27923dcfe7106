import type { DayMap, Run } from './day-map';
import type { Day } from './day-range';

/** A day map as it is carried and stored: each distinct value once, runs as pairs of value index and days. */
export interface PackedDayMap<T> {
  readonly startDay: Day;
  readonly values: readonly T[];
  readonly runs: readonly number[];
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
  for (let at = 0; at < runs.length; at += 2) unpacked.push({ days: runs[at + 1] ?? 0, value: values[runs[at] ?? 0] as T });
  return { startDay, runs: unpacked };
}
