import { createHash } from 'node:crypto';
import { splitIntoChunks } from '../../../src/domain/days/chunking';
import { describeExport } from '../../../src/domain/describe/current-details';
import { addDays, countDays, dayOf, daysOf, isDay, startOfDay, type Day } from '../../../src/domain/days/day-range';
import { exportablePart } from '../../../src/domain/request/export-request';
import { statusRanges } from '../../../src/domain/twilio/job-report';
import { recordReport } from '../../../src/domain/ledger/fold-report';
import { recordSubmission } from '../../../src/domain/ledger/fold-submission';
import { openLedger } from '../../../src/domain/ledger/ledger';
import { nextStep } from '../../../src/domain/plan/next-submission';
import { progressOf } from '../../../src/domain/describe/progress';
import { formatInstant } from '../../../src/domain/format';
import { describePoll, nextCheck } from '../../../src/domain/describe/wait';
import { exportableFrom, newestExportableDay } from '../../../src/domain/twilio/limits';

/** What the domain makes of two centuries, in a few words. */
export interface ZoneDigest {
  /** A digest of every day of the two centuries, and of all day arithmetic on every fifth of them. */
  readonly arithmetic: string;
  /** A digest of a plan, a ledger and the sentences about them. */
  readonly work: string;
  /** A digest of the same days in local time, which has to differ from zone to zone. */
  readonly localTime: string;
}

const RANGE = { startDay: '1900-01-01' as Day, endDay: '2100-12-31' as Day };

/** Run by a process of its own for each time zone. */
function digestOfThisZone(): ZoneDigest {
  const allDays = daysOf(RANGE);
  return {
    arithmetic: digest([allDays, allDays.filter((_day, index) => index % 5 === 0).map(arithmeticOf)]),
    work: digest(workOver(daysOf({ startDay: '2011-10-01' as Day, endDay: '2012-04-30' as Day }))),
    localTime: digest(allDays.map((day) => new Date(`${day}T00:00:00`).getTime())),
  };
}

function arithmeticOf(day: Day): unknown {
  const startMs = startOfDay(day);
  const lastMs = startMs + 86_399_999;
  return [
    isDay(day),
    startMs,
    [startMs, lastMs].map((instantMs) => [dayOf(instantMs), newestExportableDay(instantMs)]),
    exportableFrom(day),
    [-366, -1, 1, 366].map((days) => addDays(day, days)),
    countDays({ startDay: RANGE.startDay, endDay: day }),
  ];
}

/** An export around the day that Samoa never had and three changes of the clock. */
function workOver(days: readonly Day[]): unknown {
  const range = { startDay: days[0]!, endDay: days.at(-1)! };
  const chunks = splitIntoChunks(range, 31, true);
  return chunks.map((chunk) => {
    const nowMs = exportableFrom(chunk.endDay);
    const options = { daysPerChunk: 31, openJobs: 4, newestFirst: true };
    const rule = { maxAttempts: 2, resubmitAfterMs: 60_000, stuckAfterMs: 86_400_000 };
    const look = { jobSid: 'JS1', nowMs, counts: [], isFinished: true, unknownWords: [], isSeen: true };
    const failed = statusRanges('Failed', daysOf(chunk).slice(3, 9));
    const open = recordSubmission(openLedger(range), { jobSid: 'JS1', range: chunk, submittedAtMs: nowMs });
    const ledger = recordReport(open, { ...look, statuses: failed }, rule);
    const step = nextStep(ledger, options, nowMs - 1);
    return [
      exportablePart(range, nowMs - 1, false),
      step,
      describeExport(ledger, progressOf(ledger, step), ''),
      ledger.jobs.map((job) => describePoll([{ ...job, openDays: [chunk] }], [{ ...look, statuses: [] }], 1)),
      formatInstant(nowMs),
      [1, 3600, 86_400, 40 * 86_400].map((seconds) => nextCheck(seconds * 1000)),
    ];
  });
}

function digest(values: unknown): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex');
}

process.stdout.write(JSON.stringify(digestOfThisZone()));
