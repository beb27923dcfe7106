import { describeOpenJobs, describeStep, describeSubmission } from '../../../src/domain/describe/step';
import { days } from '../../support/days';
import { at } from '../support/instants';
import { march } from '../support/march';

test.each<[string, Parameters<typeof describeStep>[0], string]>([
  [
    'a chunk of one day',
    { step: 'submit', chunk: days('2024-03-01'), attempt: 1, submission: 1 },
    'submit 2024-03-01 (1 day)',
  ],
  [
    'a chunk of several days',
    { step: 'submit', chunk: days('2024-02-28..2024-03-01'), attempt: 1, submission: 1 },
    'submit 2024-02-28..2024-03-01 (3 days)',
  ],
  [
    'a further attempt',
    { step: 'submit', chunk: days('2024-03-01'), attempt: 3, submission: 7 },
    'submit 2024-03-01 (1 day, attempt 3)',
  ],
  [
    'a chunk that waits for quota',
    {
      step: 'submit',
      chunk: days('2024-03-01'),
      attempt: 2,
      submission: 3,
      quotaWait: { why: 'Spent.', untilMs: at('2024-03-02 00:00') },
    },
    'wait to submit 2024-03-01 (1 day, attempt 2)',
  ],
  [
    'refused days',
    { step: 'wait', untilMs: at('2024-03-02 00:00'), why: 'refused' },
    'refused days wait until 2024-03-02 00:00:00 UTC',
  ],
  [
    'a cooldown',
    { step: 'wait', untilMs: at('2024-03-01 12:05'), why: 'cooldown' },
    'cooldown of failed days until 2024-03-01 12:05:00 UTC',
  ],
  [
    'a day to come',
    { step: 'wait', untilMs: at('2024-03-03 00:00'), why: 'notExportableYet' },
    'next day exportable at 2024-03-03 00:00:00 UTC',
  ],
])('the summary of a step tells of %s', (_name, step, summary) => {
  expect(describeStep(step)).toBe(summary);
});

test('a submission is told with the days that were granted, and as one that waits no more', () => {
  const quotaWait = { why: 'Spent.', untilMs: at('2024-03-02 00:00') };
  const step = { step: 'submit', chunk: march('1..9'), attempt: 2, submission: 3, quotaWait } as const;
  expect(describeSubmission(step, march('1..3'))).toBe('submit 2024-03-01..2024-03-03 (3 days, attempt 2)');
});

test.each([
  ['one job', ['1..2'], 'poll 1 job: 2024-03-01..2024-03-02'],
  ['four jobs', ['1', '2', '3', '4'], 'poll 4 jobs: 2024-03-01, 2024-03-02, 2024-03-03, 2024-03-04'],
  [
    'five jobs',
    ['1', '2', '3', '4', '5'],
    'poll 5 jobs: 2024-03-01, 2024-03-02, 2024-03-03, 2024-03-04, 1 more',
  ],
])('the summary of a poll tells of %s', (_name, ranges, summary) => {
  expect(describeOpenJobs(ranges.map((range) => ({ range: march(range) })))).toBe(summary);
});

test('the summary of a poll tells how many jobs it does not name', () => {
  const jobs = ['1', '2', '3', '4', '5', '6'].map((range) => ({ range: march(range) }));
  expect(describeOpenJobs(jobs)).toBe('poll 6 jobs: 2024-03-01, 2024-03-02, 2024-03-03, 2024-03-04, 2 more');
});

test('the summary of a poll for fifty jobs stays within 200 bytes', () => {
  const jobs = Array.from({ length: 50 }, () => ({ range: march('1..31') }));
  expect(Buffer.byteLength(describeOpenJobs(jobs))).toBeLessThanOrEqual(200);
});
