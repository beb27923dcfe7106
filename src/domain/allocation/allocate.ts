import { firstChunk, splitIntoChunks } from '../days/chunking';
import { countDays, daysOf, rangesOf, startOfDay, sumDays, type Day, type DayRange } from '../days/day-range';
import { backfillOf, type Row } from './row';
import { MOST_DAYS, takeTurns } from './turns';

/** Neighbouring days of a row to request today. */
export interface Grant extends Pick<Row, 'account' | 'resourceType'> {
  readonly range: DayRange;
}

/**
 * Who gets which days of what is left of today's quota. First the daily need of all rows, newest day first: their missing days
 * within `need`, such as the days since the last run and those of the lookback. Then backfills by {@link takeTurns}, oldest day
 * first. When a grant is not used, call it again with the rest, without the rows that cannot use one.
 */
export function allocate(rows: readonly Row[], leftDays: number, need: DayRange): Grant[] {
  const needed = grantNeed(rows, leftDays, need);
  return [...needed, ...grantBackfills(rows, leftDays - sumDays(needed.map(({ range }) => range)), need)];
}

/** Where a day is not left for all, the rows come first that lack the longest run of days up to it. */
function grantNeed(rows: readonly Row[], leftDays: number, need: DayRange): Grant[] {
  const granted = new Map<Row, Day[]>();
  let left = leftDays;
  for (const day of daysOf(need).reverse()) {
    if (left <= 0) break;
    const lacking: { row: Row; sinceMs: number }[] = [];
    for (const row of rows) {
      const last = row.missing.findLast(({ startDay }) => startDay <= day);
      if (last && last.endDay >= day) lacking.push({ row, sinceMs: startOfDay(last.startDay) });
    }
    lacking.sort((one, other) => one.sinceMs - other.sinceMs);
    for (const { row } of lacking.slice(0, left)) granted.set(row, [...(granted.get(row) ?? []), day]);
    left -= lacking.length;
  }
  return [...granted]
    .flatMap(([row, days]) => grantsOf(row, rangesOf(days)))
    .sort(({ range: one }, { range: other }) => startOfDay(other.endDay) - startOfDay(one.endDay));
}

function grantBackfills(rows: readonly Row[], leftDays: number, need: DayRange): Grant[] {
  const granted = new Map<Row, number>();
  const waiting = leftDays > 0 ? rows.map((row) => ({ row, days: sumDays(backfillOf(row, need)) })) : [];
  let left = leftDays;
  for (const [{ row }, days] of takeTurns(waiting, leftDays)) {
    granted.set(row, (granted.get(row) ?? 0) + Math.min(days, left));
    left -= days;
    if (left <= 0) break;
  }
  return [...granted].flatMap(([row, days]) => grantsOf(row, oldestDays(backfillOf(row, need), days)));
}

function oldestDays([first, ...others]: readonly DayRange[], days: number): DayRange[] {
  if (!first || days === 0) return [];
  const chunk = firstChunk(first, days);
  return [...splitIntoChunks(chunk, MOST_DAYS), ...oldestDays(others, days - countDays(chunk))];
}

function grantsOf({ account, resourceType }: Row, ranges: readonly DayRange[]): Grant[] {
  return ranges.map((range) => ({ account, resourceType, range }));
}
