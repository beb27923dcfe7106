import { allocate, type Grant } from '../../../../src/domain/allocation/allocate';
import { backfillOf, type Row } from '../../../../src/domain/allocation/row';
import { addDays, daysOf, startOfDay, sumDays, type Day, type DayRange } from '../../../../src/domain/days/day-range';
import { newestExportableDay } from '../../../../src/domain/twilio/limits';

/** A failed day, or one without a run, is in the daily need for so many days at least. */
const SHORTEST_NEED = 7;

export interface Group {
  readonly quotaDays: number;
  readonly lookback: number;
  /** The share of requested days that fail once. */
  readonly failing: number;
}

export interface RunDay {
  readonly today: Day;
  readonly need: DayRange;
  /** The rows before the run, and the sum of their missing days. */
  readonly rows: readonly Row[];
  readonly missingDays: number;
  readonly grants: readonly Grant[];
}

/** The days that count as daily need on a UTC day. */
export function needOn(today: Day, lookback: number): DayRange {
  const endDay = newestExportableDay(startOfDay(today));
  return { startDay: addDays(endDay, 1 - Math.max(SHORTEST_NEED, lookback + 1)), endDay };
}

/** A row whose days change in place, since there are thousands of rows over thousands of days. */
interface SimulatedRow extends Row {
  missing: DayRange[];
  backfilledAtMs: number | undefined;
}

/** What a group requests on each UTC day after the rows were surveyed, without end. A run's rows change with the next run. */
export function* simulateGroup(
  surveyed: readonly Row[],
  firstRun: Day,
  { quotaDays, lookback, failing }: Group,
): Generator<RunDay> {
  const random = seededRandom(surveyed.length);
  const failedOnce = new Set<string>();
  const rows = surveyed.map((row): SimulatedRow => ({ ...row, missing: [...row.missing], backfilledAtMs: row.backfilledAtMs }));
  const byName = new Map(rows.map((row) => [nameOf(row), row]));
  let missing = missingDays(rows);
  for (let today = firstRun; ; today = addDays(today, 1)) {
    const need = needOn(today, lookback);
    if (today > firstRun) missing += addNewDays(rows, need.endDay, lookback);
    const grants = allocate(rows, quotaDays, need);
    yield { today, need, rows, missingDays: missing, grants };
    missing -= sumDays(grants.map(({ range }) => range));
    for (const [order, grant] of grants.entries()) {
      const name = nameOf(grant);
      const row = byName.get(name);
      if (!row) throw new Error(`There is no row ${name}.`);
      remove(row.missing, grant.range);
      if (grant.range.startDay < need.startDay) row.backfilledAtMs = startOfDay(today) + order;
      for (const day of failing > 0 ? daysOf(grant.range) : []) {
        if (random() >= failing || failedOnce.has(`${name} ${day}`)) continue;
        failedOnce.add(`${name} ${day}`);
        missing += add(row.missing, day, addDays(day, -1), addDays(day, 1));
      }
    }
  }
}

/** The number of the UTC day on which the backfill of each row was complete, by the name of the row; the first run is day 1. */
export function completionDays(rows: readonly Row[], firstRun: Day, group: Group, mostDays = 20_000): Map<string, number> {
  const complete = new Map<string, number>();
  let day = 0;
  for (const { need, rows: left } of simulateGroup(rows, firstRun, group)) {
    for (const row of left) {
      if (!complete.has(nameOf(row)) && backfillOf(row, need).length === 0) complete.set(nameOf(row), Math.max(day, 1));
    }
    day += 1;
    if (complete.size === rows.length || day > mostDays) break;
  }
  return complete;
}

/** The rows after some grants were used. */
export function withoutGrants(rows: readonly Row[], grants: readonly Grant[]): Row[] {
  return rows.map((row) => {
    const missing = [...row.missing];
    for (const grant of grants) if (nameOf(grant) === nameOf(row)) remove(missing, grant.range);
    return { ...row, missing };
  });
}

export function nameOf({ account, resourceType }: Pick<Row, 'account' | 'resourceType'>): string {
  return `${account} ${resourceType}`;
}

export function missingDays(rows: readonly Row[]): number {
  return rows.reduce((days, { missing }) => days + sumDays(missing), 0);
}

/** Take neighbouring days out of the range that they are in. */
function remove(ranges: DayRange[], { startDay, endDay }: DayRange): void {
  const at = ranges.findLastIndex((range) => range.startDay <= startDay);
  const range = ranges[at];
  if (!range || range.endDay < endDay) throw new Error(`${startDay}..${endDay} is not missing.`);
  const before = range.startDay < startDay ? [{ startDay: range.startDay, endDay: addDays(startDay, -1) }] : [];
  const after = range.endDay > endDay ? [{ startDay: addDays(endDay, 1), endDay: range.endDay }] : [];
  ranges.splice(at, 1, ...before, ...after);
}

/** Make the newest day missing, and the one that the lookback replaces; returns the number of days. */
function addNewDays(rows: readonly SimulatedRow[], newest: Day, lookback: number): number {
  let added = 0;
  for (const day of lookback > 0 ? [newest, addDays(newest, -lookback)] : [newest]) {
    const [dayBefore, dayAfter] = [addDays(day, -1), addDays(day, 1)];
    for (const { missing } of rows) added += add(missing, day, dayBefore, dayAfter);
  }
  return added;
}

/** Add a day, unless it is there, between its neighbours; returns the number of added days. */
function add(ranges: DayRange[], day: Day, dayBefore: Day, dayAfter: Day): number {
  const at = ranges.findLastIndex(({ startDay }) => startDay <= day);
  const [before, after] = [ranges[at], ranges[at + 1]];
  if (before && before.endDay >= day) return 0;
  const joinsBefore = before?.endDay === dayBefore;
  const joinsAfter = after?.startDay === dayAfter;
  const joined = { startDay: joinsBefore ? before.startDay : day, endDay: joinsAfter ? after.endDay : day };
  if (joinsBefore && !joinsAfter) ranges[at] = joined;
  else ranges.splice(joinsBefore ? at : at + 1, Number(joinsBefore) + Number(joinsAfter), joined);
  return 1;
}

/** Numbers from 0 to 1, the same for each seed (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
