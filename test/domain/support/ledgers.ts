import { entriesOf } from '../../../src/domain/days/day-map';
import { daysOf } from '../../../src/domain/days/day-range';
import { statusRanges } from '../../../src/domain/twilio/job-report';
import type { DayState } from '../../../src/domain/ledger/day-state';
import { recordReport } from '../../../src/domain/ledger/fold-report';
import { recordFindings, recordSubmission } from '../../../src/domain/ledger/fold-submission';
import { openLedger, type Ledger } from '../../../src/domain/ledger/ledger';
import type { FoundJob } from '../../../src/domain/twilio/survey';
import { days } from '../../support/days';
import { HOUR, MINUTE, NOON } from './instants';
import { inMarch, march, marches } from './march';

/** Three attempts, five minutes apart at first; stuck after three days. */
export const RULE = { maxAttempts: 3, resubmitAfterMs: 5 * MINUTE, stuckAfterMs: 72 * HOUR };

/** A ledger over days of March 2024 with nothing requested. */
export function planned(range: string): Ledger {
  return openLedger(march(range));
}

/** The ledger once days of March 2024 were submitted in a job. */
export function submit(ledger: Ledger, range: string, jobSid = 'JS1', nowMs = NOON): Ledger {
  return recordSubmission(ledger, { jobSid, range: march(range), submittedAtMs: nowMs });
}

/** A job in which days of March 2024 are under way, as a survey finds it. */
export function found(jobSid: string, range: string, underWay = range): FoundJob {
  return { jobSid, range: march(range), days: marches(underWay) };
}

/** The ledger once days of March 2024 were found at Twilio. */
export function adopt(
  ledger: Ledger,
  { exported = '', empty = '', jobs = [] }: { exported?: string; empty?: string; jobs?: FoundJob[] },
): Ledger {
  return recordFindings(ledger, { exported: marches(exported), empty: marches(empty), jobs }, NOON);
}

/** A ledger over days of March 2024, all of them in one job, JS1. */
export function submitted(range: string): Ledger {
  return submit(planned(range), range);
}

/** Where every day stands, one line per run, days by their numbers in March 2024. */
export function states(ledger: Ledger): string[] {
  return entriesOf(ledger.days).map(({ range, value }) => `${inMarch([range])} ${spell(value)}`);
}

/** A ledger over years in which every second day was exported and the others failed so many times of three. */
export function alternating(range: string, failures: number): Ledger {
  const allDays = daysOf(days(range));
  const statuses = [
    ...statusRanges(
      'Completed',
      allDays.filter((_day, index) => index % 2 === 0),
    ),
    ...statusRanges(
      'Failed',
      allDays.filter((_day, index) => index % 2 === 1),
    ),
  ];
  let ledger = openLedger(days(range));
  for (let attempt = 1; attempt <= failures; attempt++) {
    const jobSid = `JS${String(attempt)}`;
    const look = { jobSid, nowMs: NOON, statuses, counts: [], isFinished: true, unknownWords: [], isSeen: true };
    ledger = recordSubmission(ledger, { jobSid, range: days(range), submittedAtMs: NOON });
    ledger = recordReport(ledger, look, RULE);
  }
  return ledger;
}

function spell(value: DayState): string {
  switch (value.state) {
    case 'planned': {
      const { attempts, notBeforeMs, mostDays, refusals } = value;
      const parts = [
        attempts === 0 ? 'planned' : `planned after attempt ${String(attempts)}`,
        notBeforeMs === undefined ? '' : `, not before ${timeOf(notBeforeMs)}`,
        mostDays === undefined ? '' : `, in ${String(mostDays)} at most`,
        refusals === undefined ? '' : `, refused alone ${String(refusals)}x`,
      ];
      return parts.join('');
    }
    case 'submitted':
      return `submitted in ${value.jobSid}, attempt ${String(value.attempts)}`;
    case 'missing':
      return `missing after attempt ${String(value.attempts)}: ${value.reason}`;
    case 'exported':
    case 'delivered':
    case 'empty':
      return value.state;
  }
}

function timeOf(instantMs: number): string {
  return new Date(instantMs).toISOString().slice(11, 16);
}
