import { hasReportableChange, type PolledJob } from '../../../src/domain/plan/poll-changes';
import { unseenReport, type JobReport } from '../../../src/domain/twilio/job-report';
import { NOON } from '../support/instants';
import { RULE } from '../support/ledgers';
import { march, marches } from '../support/march';
import { report } from '../support/reports';

/** An open job over days of March 2024, all of them open unless told otherwise. */
function job(range: string, more: Partial<PolledJob> = {}, openDays = range, jobSid = 'JS1'): PolledJob {
  return {
    jobSid,
    range: march(range),
    submittedAtMs: NOON,
    changedAtMs: NOON,
    isPolled: true,
    counts: [],
    unknownWords: [],
    openDays: marches(openDays),
    ...more,
  };
}

const HOUR = 3_600_000;
const RUNNING = { counts: [{ status: 'Running', count: 30 }] } as const;
const unclear = { unclearSinceMs: NOON - 1 };
const overUnnamed = {
  isFinished: true,
  counts: [
    { status: 'Completed', count: 9 },
    { status: 'Failed', count: 1 },
  ],
} as const;

describe('a poll returns', () => {
  test.each<[string, PolledJob, JobReport]>([
    ['when a job ended', job('1..3'), report('JS1', { Completed: '1..3' }, { isFinished: true })],
    ['when the last open day of a job ended', job('1..30', {}, '30'), report('JS1', { CompletedEmptyRecords: '30' })],
    ['when a day failed', job('1..30'), report('JS1', { Failed: '7', Running: '1..6, 8..30' })],
    ['when a day was deleted', job('1..30'), report('JS1', { DeletedByUserRequest: '7' })],
    ['when a job is not there any more', job('1..30'), unseenReport('JS1', NOON)],
    ['when a job is there again', job('1..30', unclear), report('JS1', { Running: '1..30' })],
    ['when a job ended and does not name its days', job('1..10'), report('JS1', {}, overUnnamed)],
    ['when its doubts have an end', job('1..10', unclear), report('JS1', { Completed: '1..4' }, { askAgain: 'unnamed' })],
    ['when no file is left of a vanished job', job('1..10', unclear), { ...unseenReport('JS1', NOON), askAgain: 'vanished' }],
    ['when a status is unknown', job('1..30'), report('JS1', {}, { unknownWords: ['Pondering'] })],
    ['when a tenth of the open days ended', job('1..30'), report('JS1', { Completed: '1..3' })],
    [
      'when a job has told nothing new for three days',
      job('1..30', { changedAtMs: NOON - RULE.stuckAfterMs }),
      report('JS1', { Running: '1..30' }),
    ],
    [
      'when a job has begun, an hour after it was submitted',
      job('1..30', { changedAtMs: NOON - HOUR }),
      report('JS1', { Running: '1..30' }),
    ],
    [
      'when a single day ended, an hour after the last news',
      job('1..30', { ...RUNNING, changedAtMs: NOON - HOUR }),
      report('JS1', { Completed: '1', Running: '2..30' }),
    ],
    ['when a tenth of the days still open ended', job('1..30', {}, '21..30'), report('JS1', { Completed: '1..21' })],
  ])('%s', (_name, polled, look) => {
    expect(hasReportableChange([polled], [look], RULE.stuckAfterMs)).toBe(true);
  });
});

describe('a poll continues', () => {
  test.each<[string, PolledJob, JobReport[]]>([
    ['while nothing is known', job('1..30'), [report('JS1', {})]],
    ['while all days run', job('1..30'), [report('JS1', { Running: '1..30' })]],
    ['while days fail that Twilio tries again by itself', job('1..30'), [report('JS1', { ErrorDuringRun: '1..30' })]],
    ['while days are about to be deleted', job('1..30'), [report('JS1', { RunningToBeDeleted: '1..30' })]],
    ['while less than a tenth of the open days ended', job('1..30'), [report('JS1', { Completed: '1..2' })]],
    ['when days failed that are no longer open', job('1..30', {}, '11..30'), [report('JS1', { Failed: '1..10' })]],
    ['while a job that was not there is still not there', job('1..30', unclear), [unseenReport('JS1', NOON)]],
    ['while a job still does not name its days', job('1..10', unclear), [report('JS1', {}, overUnnamed)]],
    [
      'while a status is unknown as it was before',
      job('1..30', { unknownWords: ['Pondering'] }),
      [report('JS1', {}, { unknownWords: ['Pondering'] })],
    ],
    [
      'while a job is stuck as it was before',
      job('1..30', { ...RUNNING, changedAtMs: NOON - RULE.stuckAfterMs, isStuck: true }),
      [report('JS1', { Running: '1..30' })],
    ],
    [
      'while a job runs as it did an hour ago',
      job('1..30', { ...RUNNING, changedAtMs: NOON - HOUR }),
      [report('JS1', { Running: '1..30' })],
    ],
    [
      'while a job that was told an hour ago is still not there',
      job('1..30', { ...RUNNING, ...unclear, changedAtMs: NOON - HOUR }),
      [unseenReport('JS1', NOON)],
    ],
    ['without a report', job('1..30'), []],
  ])('%s', (_name, polled, looks) => {
    expect(hasReportableChange([polled], looks, RULE.stuckAfterMs)).toBe(false);
  });
});

test.each([
  ['returns when a tenth of the open days of all jobs ended', '1..3', true],
  ['goes on while it is less than that', '1..2', false],
])('a poll for two jobs %s', (_name, completed, isReportable) => {
  const jobs = [job('1..20'), job('21..30', {}, '21..30', 'JS2')];
  const looks = [report('JS1', { Completed: completed }), report('JS2', { Running: '21..30' })];
  expect(hasReportableChange(jobs, looks, RULE.stuckAfterMs)).toBe(isReportable);
});

test('a poll for two jobs returns when the second one ended', () => {
  const jobs = [job('1..29'), job('30', {}, '30', 'JS2')];
  const looks = [report('JS1', { Running: '1..29' }), report('JS2', { Completed: '30' })];
  expect(hasReportableChange(jobs, looks, RULE.stuckAfterMs)).toBe(true);
});

test('a poll for no jobs has nothing to report', () => {
  expect(hasReportableChange([], [], RULE.stuckAfterMs)).toBe(false);
});
