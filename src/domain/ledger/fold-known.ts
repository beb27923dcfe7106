import { changeDays, countWhere, entriesOf, rangesWhere, type DayMap } from '../days/day-map';
import type { DayStanding } from './day-state';
import type { Ledger } from './ledger';
import { standingOf, type GivenUp } from './missing-retry';

/** What an archive has of a day. */
export type Archived = 'delivered' | 'empty' | 'nothing' | GivenUp;

/**
 * The ledger after a look at an archive: days with a receipt need no request, and noted days have one attempt left, or
 * none.
 */
export function recordArchived(ledger: Ledger, archived: DayMap<Archived>, maxAttempts: number): Ledger {
  const known = settledAs(ledger, archived, (there) => there, ['delivered', 'empty']);
  const archivedDays = countWhere(known.days, ({ standing }) => standing !== 'planned');
  let { days } = known;
  for (const { range, value } of entriesOf(archived)) {
    if (typeof value !== 'string') days = changeDays(days, [range], () => standingOf(value, maxAttempts));
  }
  return { ...known, days, archivedDays };
}

/** The ledger after an earlier export of the same days: what was exported, delivered or empty there needs no request here. */
export function recordEarlier(ledger: Ledger, earlier: Ledger['days']): Ledger {
  return settledAs(ledger, earlier, ({ standing }) => standing, ['exported', 'delivered', 'empty']);
}

type Settled = Extract<DayStanding, { standing: 'exported' | 'delivered' | 'empty' }>;

function settledAs<T>(
  ledger: Ledger,
  known: DayMap<T>,
  wordFor: (value: T) => unknown,
  settled: readonly Settled['standing'][],
): Ledger {
  let { days } = ledger;
  for (const standing of settled) {
    const ranges = rangesWhere(known, (value) => wordFor(value) === standing);
    days = changeDays<DayStanding>(days, ranges, () => ({ standing }) as Settled);
  }
  return { ...ledger, days };
}
