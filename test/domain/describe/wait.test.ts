import { describePoll, nextCheck } from '../../../src/domain/describe/wait';
import type { PolledJob } from '../../../src/domain/plan/poll-changes';
import { unseenReport, type JobReport } from '../../../src/domain/twilio/job-report';
import { DAY_STATUSES } from '../../../src/domain/twilio/job-snapshot';
import { days } from '../../support/days';
import { HOUR, MINUTE, NOON, SECOND } from '../support/instants';
import { report } from '../support/reports';

/** The server drops a failure longer than this. */
const FAILURE_LIMIT = 1200;

test.each<[string, JobReport | undefined, string]>([
  ['not checked', undefined, 'not checked yet'],
  ['without a status', report('JS1', {}), 'no status yet'],
  ['with statuses', report('JS1', { Completed: '1..2', Running: '3' }), '2 Completed, 1 Running'],
  ['with an unknown status', report('JS1', {}, { unknownWords: ['Pondering'] }), 'unknown status "Pondering"'],
  [
    'with an outlook',
    report('JS1', { Submitted: '1..3' }, { queuePosition: 4, estimatedEndMs: NOON }),
    "3 Submitted, position 4 in Twilio's queue, estimated end 2024-05-01 12:00:00 UTC",
  ],
  [
    'that ended without naming its days',
    report(
      'JS1',
      {},
      {
        isFinished: true,
        counts: [
          { status: 'Completed', count: 2 },
          { status: 'Failed', count: 1 },
        ],
      },
    ),
    '2 Completed, 1 Failed; ended, but Twilio does not name the days of each status',
  ],
  ['that is missing from the list', unseenReport('JS1', NOON), 'missing from the job list; checking again before resubmitting'],
])('the message of a poll has a job %s', (_name, look, sentence) => {
  expect(describePoll([job(0)], look ? [look] : [], 30 * SECOND)).toBe(
    `Waiting for 1 open job. 2020-01-01..2020-03-31: ${sentence}. Next check in 30 seconds.`,
  );
});

test('the message of a poll lists six jobs and counts the others', () => {
  const told = describePoll(fifty(), [], MINUTE);
  expect(told).toMatch(/^Waiting for 50 open jobs\. /);
  expect(told.match(/not checked yet/g)).toHaveLength(6);
  expect(told).toMatch(/ And 44 more jobs\. Next check in 1 minute\.$/);
});

test.each([
  ['30 seconds', 30 * SECOND],
  ['15 minutes', 15 * MINUTE],
  ['2 hours', 2 * HOUR],
  ['1 second', 700],
])('the next check follows in %s', (message, waitMs) => {
  expect(nextCheck(waitMs)).toBe(`Next check in ${message}.`);
});

describe('the message of a poll of fifty jobs has less than 1,200 characters', () => {
  const outlook = { queuePosition: 50, estimatedEndMs: NOON };
  const counts = (...statuses: (typeof DAY_STATUSES)[number][]) => statuses.map((status) => ({ status, count: 90 }));

  test.each<[string, Partial<JobReport>]>([
    ['before the first check', {}],
    ['while they run', { ...outlook, counts: counts('Submitted', 'Running', 'Completed') }],
    ['when none is in the list', { isSeen: false }],
    ['when all ended without naming their days', { isFinished: true, counts: counts('Completed', 'Failed') }],
    ['with a long unknown status', { unknownWords: ['x'.repeat(500)] }],
  ])('%s', (_name, more) => {
    expect(describePoll(fifty(), looks(more), 15 * MINUTE).length).toBeLessThan(FAILURE_LIMIT);
  });

  test.each<[string, Partial<JobReport>]>([
    ['with all statuses at once', { ...outlook, counts: counts(...DAY_STATUSES) }],
    ['with four unknown statuses each', { unknownWords: ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(50)) }],
  ])('%s', (_name, more) => {
    expect(describePoll(fifty(), looks(more), 15 * MINUTE).length).toBeLessThan(FAILURE_LIMIT);
  });
});

function looks(more: Partial<JobReport>): JobReport[] {
  return fifty().map(({ jobSid }) => report(jobSid, {}, more));
}

function fifty(): PolledJob[] {
  return Array.from({ length: 50 }, (_, index) => job(index));
}

function job(index: number): PolledJob {
  const range = days('2020-01-01..2020-03-31');
  const clock = { submittedAtMs: NOON, changedAtMs: NOON };
  return { ...clock, jobSid: `JS${String(index + 1)}`, range, isPolled: true, counts: [], unknownWords: [], openDays: [range] };
}
