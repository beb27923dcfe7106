import { changeDays, rangesWhere, wholeRange } from './day-map';
import type { DayRange } from './day-range';
import type { DayStanding } from './day-standing';
import type { Ledger } from './ledger';

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

/** The ledger after an earlier export of the same days: what was exported or empty there needs no request here. */
export function recordEarlier(ledger: Ledger, earlier: Ledger['days']): Ledger {
  let { days } = ledger;
  for (const standing of ['exported', 'empty'] as const) {
    const ranges = rangesWhere(earlier, (day) => day.standing === standing);
    days = changeDays<DayStanding>(days, ranges, () => ({ standing }));
  }
  return { ...ledger, days };
}
