import { changeDays, wholeRange } from '../days/day-map';
import type { DayRange } from '../days/day-range';
import type { DayState } from './day-state';
import type { Ledger } from './ledger';

/** The ledger after an operator resubmits missing days: they have all their attempts again. */
export function recordResubmission(ledger: Ledger, ranges: readonly DayRange[]): Ledger {
  const days = changeDays<DayState>(ledger.days, ranges, (before) => {
    if (before.state !== 'missing') return before;
    const isUnreadable = before.reason === 'unreadable'; // Twilio may still have that file
    return { state: 'planned', attempts: 0, ...(isUnreadable && { isFresh: true }) };
  });
  return { ...ledger, days };
}

/** The ledger after the cancellation: unsettled days are missing, except those of jobs that may still run. */
export function recordCancellation(ledger: Ledger, stillRunning: readonly string[]): Ledger {
  const days = changeDays<DayState>(ledger.days, [wholeRange(ledger.days)], (before) => {
    if (before.state !== 'planned' && !(before.state === 'submitted' && !stillRunning.includes(before.jobSid))) return before;
    return { state: 'missing', attempts: before.attempts, reason: 'cancelled' };
  });
  return { ...ledger, days, jobs: ledger.jobs.filter(({ jobSid }) => stillRunning.includes(jobSid)) };
}
