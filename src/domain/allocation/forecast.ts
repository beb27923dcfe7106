import { addDays, dayOf, sumDays, type Day, type DayRange } from '../days/day-range';
import { exportableFrom } from '../twilio/limits';
import { backfillOf, type Row } from './row';
import { takeTurns, type WaitingRow } from './turns';

const REPEATED = 0.01; // the share of requested days that fail once and are requested again

const NO_DAYS = 0.005; // so few days as are expected to fail again are as good as none

const LONGEST = 2_000_000; // dates are at most so many days ahead, about 5,000 years

/** The days that a row needs per UTC day: the newest one, and with a lookback the one that is replaced. */
export function dailyNeed(lookback: number): number {
  return lookback > 0 ? 2 : 1;
}

/** A row, and after how many UTC days its backfill is complete. */
interface Backfill<R extends Row> extends WaitingRow {
  readonly row: R;
  readonly missingDays: number;
  completeAfter: number;
  latestAfter: number;
}

/**
 * When backfills are complete if {@link allocate} is called each UTC day, from the one on which `need` ends at the newest
 * exportable day: right within a tenth of the time, and a round of turns.
 * @param needPerRow see {@link dailyNeed}
 */
export function forecast<R extends Row>(rows: readonly R[], quotaDays: number, needPerRow: number, need: DayRange) {
  const usualDays = rows.length * needPerRow;
  const neededDays = usualDays * (1 + REPEATED);
  const freeDays = quotaDays - neededDays;
  const backfills = rows.map((row): Backfill<R> => {
    return { row, missingDays: sumDays(row.missing), days: sumDays(backfillOf(row, need)), completeAfter: 0, latestAfter: 0 };
  });
  const lateDays = backfills.reduce((sum, { missingDays }) => sum + missingDays, -usualDays);
  const isNever = freeDays < 0 || (freeDays === 0 && lateDays > 0);
  if (!isNever && lateDays > 0) serve(backfills, freeDays, usualDays);
  const today = dayOf(exportableFrom(need.endDay));
  const dayAfter = (utcDays: number): Day => addDays(today, Math.min(Math.max(Math.ceil(utcDays) - 1, 0), LONGEST));
  return {
    /** Days that all rows need per UTC day, with those that fail once. */
    neededDays,
    /** The most rows that the quota keeps up to date. */
    fittingRows: Math.floor(quotaDays / (needPerRow * (1 + REPEATED))),
    /** Whether the quota is too small for the rows: no date is given. */
    isNever,
    rows: backfills.map(({ row, missingDays, completeAfter, latestAfter }) => ({
      row,
      missingDays,
      /** The UTC day of the last request of its backfill. */
      completeOn: isNever ? ('never' as const) : dayAfter(completeAfter),
      /** The same if days of its last turns fail and wait for another one. */
      latestOn: isNever ? undefined : dayAfter(latestAfter),
    })),
  };
}

/** Take all turns: after what the daily need lacks beyond the usual, with the rest of each UTC day. */
function serve(backfills: readonly Backfill<Row>[], freeDays: number, usualDays: number): void {
  const neededNow = backfills.reduce((sum, { missingDays, days }) => sum + missingDays - days, 0);
  let utcDays = Math.max(neededNow - usualDays, 0) / freeDays;
  for (const backfill of backfills) backfill.latestAfter = utcDays;
  for (const [backfill, days] of takeTurns(backfills, freeDays)) {
    utcDays += days / freeDays;
    if (backfill.days + days >= 1) backfill.completeAfter = utcDays;
    backfill.latestAfter = utcDays;
    backfill.days += days * REPEATED;
    if (backfill.days < NO_DAYS) backfill.days = 0;
  }
}
