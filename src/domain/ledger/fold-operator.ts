import { changeDays, countWhere, entriesOf, rangesWhere, wholeRange, type DayMap } from '../days/day-map';
import type { DayRange } from '../days/day-range';
import type { DayStanding } from './day-state';
import type { Ledger } from './ledger';
import { standingOf, type GivenUp } from './missing-retry';

/** The ledger after an operator asked again for days that were given up: they have all their attempts before them. */
export function recordResubmission(ledger: Ledger, ranges: readonly DayRange[]): Ledger {
  const days = changeDays<DayStanding>(ledger.days, ranges, (before) =>
    before.standing === 'missing' ? { standing: 'planned', attempts: 0 } : before,
  );
  return { ...ledger, days };
}

/** The ledger after the export was cancelled: what is not settled is given up, but for days of jobs that may still run. */
export function recordCancellation(ledger: Ledger, stillRunning: readonly string[]): Ledger {
  const days = changeDays<DayStanding>(ledger.days, [wholeRange(ledger.days)], (before) => {
    const isOpen = before.standing === 'submitted' && !stillRunning.includes(before.jobSid);
    if (before.standing !== 'planned' && !isOpen) return before;
    return { standing: 'missing', attempts: before.attempts, reason: 'cancelled' };
  });
  return { ...ledger, days, jobs: ledger.jobs.filter(({ jobSid }) => stillRunning.includes(jobSid)) };
}

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
