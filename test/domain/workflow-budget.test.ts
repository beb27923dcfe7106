import { describeExport } from '../../src/domain/describe/current-details';
import { daysOf } from '../../src/domain/days/day-range';
import { statusRanges, type JobReport } from '../../src/domain/twilio/job-report';
import { recordReport } from '../../src/domain/ledger/fold-report';
import { recordSubmission } from '../../src/domain/ledger/fold-submission';
import { packLedger, unpackLedger } from '../../src/domain/ledger/ledger';
import { nextStep } from '../../src/domain/plan/next-submission';
import { progressOf } from '../../src/domain/describe/progress';
import { days } from '../support/days';
import { DAY, NOON } from './support/instants';
import { alternating, RULE } from './support/ledgers';

/** Temporal takes a workflow that computes for five seconds for a dead one. */
const MOST_MS = 500;

const OPTIONS = { daysPerChunk: 366, openJobs: 4, newestFirst: false };
const YEARS = alternating('2004-01-01..2023-12-31', 1);
const IN_JOB = recordSubmission(YEARS, { jobSid: 'JS2', range: days('2020-01-01..2020-12-31'), submittedAtMs: NOON });
const LEAP_YEAR = daysOf(days('2020-01-01..2020-12-31'));
const REPORT: JobReport = {
  jobSid: 'JS2',
  nowMs: NOON,
  statuses: [
    ...statusRanges(
      'Completed',
      LEAP_YEAR.filter((_day, index) => index % 4 === 1),
    ),
    ...statusRanges(
      'Failed',
      LEAP_YEAR.filter((_day, index) => index % 4 === 3),
    ),
  ],
  counts: [],
  isFinished: true,
  unknownWords: [],
  isSeen: true,
};

describe('over twenty years in which every second day failed', () => {
  test.each<[string, () => unknown]>([
    ['to fold a report on 366 days', () => recordReport(IN_JOB, REPORT, RULE)],
    ['to record a submission', () => recordSubmission(YEARS, { jobSid: 'JS3', range: days('2020-01-01'), submittedAtMs: NOON })],
    ['to plan the next step', () => nextStep(YEARS, OPTIONS, NOON + DAY)],
    ['to find out how long to wait', () => nextStep(YEARS, OPTIONS, NOON)],
    ['to describe the export', () => describeExport(YEARS, progressOf(YEARS, { step: 'rest' }), '')],
    [
      'to carry the ledger to the next run',
      () => unpackLedger(JSON.parse(JSON.stringify(packLedger(YEARS))) as ReturnType<typeof packLedger>),
    ],
  ])('%s takes a fraction of the time a workflow has', (_name, work) => {
    expect(Math.min(...[1, 2, 3].map(() => computingMs(work)))).toBeLessThan(MOST_MS);
  });
});

test('the work over those years is work: the report changes days, and the plan finds some', () => {
  const after = recordReport(IN_JOB, REPORT, RULE);
  expect(after.jobs).toEqual([]);
  expect(after.days.runs.length).toBeGreaterThan(7000);
  expect(nextStep(YEARS, OPTIONS, NOON + DAY)).toMatchObject({ step: 'submit', chunks: [{ attempt: 2 }, {}, {}, {}] });
  expect(nextStep(YEARS, OPTIONS, NOON)).toMatchObject({ step: 'wait', why: 'cooldown' });
});

/** Time the processor spent, which does not grow when other processes are busy. */
function computingMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
