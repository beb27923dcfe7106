import { days } from '../../support/days';
import { recordReport } from '../../../src/domain/ledger/fold-report';
import { recordFindings, recordRefusal } from '../../../src/domain/ledger/fold-submission';
import { openLedger, type Ledger } from '../../../src/domain/ledger/ledger';
import type { Step } from '../../../src/domain/plan/next-submission';
import { countSettled, describeMissing, headline, progressOf } from '../../../src/domain/describe/progress';
import { at, NOON } from '../support/instants';
import { planned, RULE, submit, submitted } from '../support/ledgers';
import { march, marches } from '../support/march';
import { report } from '../support/reports';

const REST: Step = { step: 'rest' };
const SUBMIT = { step: 'submit', chunk: march('1..3'), attempt: 1, submission: 1 } as const;

/** Ten days, of which some of every state. */
function mixed(): Ledger {
  const look = report('JS1', {
    Completed: '1..3',
    CompletedEmptyRecords: '4',
    DeletedByUserRequest: '5',
    Failed: '6',
  });
  return recordReport(submit(planned('1..10'), '1..8'), look, RULE);
}

test('progress counts every day under its state', () => {
  expect(progressOf(mixed(), REST)).toMatchObject({
    days: { total: 10, planned: 3, submitted: 2, exported: 3, empty: 1, delivered: 0, missing: 1 },
    missing: [{ reason: 'deletedAtTwilio', attempts: 1, ranges: [march('5')] }],
    jobs: [{ jobSid: 'JS1' }],
    requestedDays: 8,
    submissions: 1,
    unnamedDays: 0,
  });
});

test('progress tells what was adopted, and the last refusal', () => {
  const findings = { exported: [march('1..2')], empty: [], jobs: [] };
  const adopted = recordFindings(planned('1..5'), findings, NOON);
  const refusal = { range: march('3..5'), message: 'Bad request.', atMs: NOON };
  expect(progressOf(recordRefusal(adopted, refusal), REST)).toMatchObject({ adoptedDays: 2, refusal });
});

test('settled are the days that are neither planned nor submitted', () => {
  expect(countSettled(progressOf(mixed(), REST))).toBe(5);
});

describe('the headline', () => {
  test.each<[string, Ledger, string]>([
    ['names what is there, and only that', mixed(), '5 of 10 days settled (3 exported, 1 empty, 1 missing)'],
    ['says that nothing is settled', planned('1..10'), '0 of 10 days settled'],
    [
      'knows a single day',
      recordReport(submitted('1'), report('JS1', { Completed: '1' }), RULE),
      '1 of 1 day settled (1 exported)',
    ],
  ])('%s', (_name, ledger, sentence) => {
    expect(headline(progressOf(ledger, REST))).toBe(sentence);
  });
});

describe('an export waits', () => {
  const untilMs = at('2024-05-01 12:05:30');

  test.each<[string, Ledger, Step, string]>([
    ['for nothing', planned('1..10'), REST, ''],
    ['for an open job', submitted('1'), REST, 'Waiting for 1 open job (1 day).'],
    [
      'for open jobs',
      submit(submit(planned('1..10'), '1..3'), '4..5', 'JS2'),
      { step: 'hold', why: 'openJobs' },
      'Waiting for 2 open jobs (5 days).',
    ],
    [
      'for a cooldown',
      planned('1'),
      { step: 'wait', untilMs, why: 'cooldown' },
      'Failed days are submitted again at 2024-05-01 12:05:30 UTC.',
    ],
    [
      'for a day to come',
      planned('1'),
      { step: 'wait', untilMs, why: 'notExportableYet' },
      'The next day becomes exportable at 2024-05-01 12:05:30 UTC.',
    ],
    [
      'for refused days',
      planned('1'),
      { step: 'wait', untilMs, why: 'refused' },
      'Refused days are submitted again, in smaller chunks, at 2024-05-01 12:05:30 UTC.',
    ],
    [
      'for quota',
      planned('1..3'),
      { ...SUBMIT, quotaWait: { why: 'Exports that have waited longer go first.', untilMs } },
      'Exports that have waited longer go first. 2024-03-01..2024-03-03 is next, at 2024-05-01 12:05:30 UTC.',
    ],
    [
      'for an operator',
      planned('1'),
      { step: 'pause', pause: { sinceMs: untilMs } },
      'Paused since 2024-05-01 12:05:30 UTC: nothing is submitted.',
    ],
    [
      'for an operator who had a reason, and for a job',
      submit(planned('1..3'), '1'),
      { step: 'pause', pause: { sinceMs: untilMs, reason: 'month end' } },
      'Waiting for 1 open job (1 day). Paused since 2024-05-01 12:05:30 UTC (month end): nothing is submitted.',
    ],
    ['for a submission', planned('1..3'), SUBMIT, 'Submitting 2024-03-01..2024-03-03.'],
    [
      'for jobs and a cooldown',
      submitted('1..3'),
      { step: 'wait', untilMs, why: 'cooldown' },
      'Waiting for 1 open job (3 days). Failed days are submitted again at 2024-05-01 12:05:30 UTC.',
    ],
  ])('%s, and says so', (_name, ledger, step, sentence) => {
    expect(progressOf(ledger, step).waitingFor).toBe(sentence);
  });
});

describe('missing days', () => {
  const missing = [
    { reason: 'exhausted', attempts: 3, ranges: marches('1..3, 5') },
    { reason: 'deletedAtTwilio', attempts: 1, ranges: marches('9') },
  ] as const;

  test.each([
    [
      'are told with reason and attempts',
      10,
      '2024-03-01..2024-03-03 (exhausted, 3 attempts), 2024-03-05 (exhausted, 3 attempts), 2024-03-09 (deletedAtTwilio, 1 attempt)',
    ],
    [
      'are cut off by ranges',
      2,
      '2024-03-01..2024-03-03 (exhausted, 3 attempts), 2024-03-05 (exhausted, 3 attempts) and 1 more range',
    ],
    [
      'are counted in ranges where they are cut off',
      1,
      '2024-03-01..2024-03-03 (exhausted, 3 attempts) and 2 more ranges',
    ],
  ])('%s', (_name, mostRanges, sentence) => {
    expect(describeMissing(missing, mostRanges)).toBe(sentence);
  });

  test('that are none are told with nothing', () => {
    expect(describeMissing([])).toBe('');
  });

  test('are ten ranges at most unless asked for more', () => {
    const many = [
      { reason: 'exhausted', attempts: 3, ranges: marches('1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23') },
    ] as const;
    expect(describeMissing(many)).toMatch(/2024-03-19 \(exhausted, 3 attempts\) and 2 more ranges$/);
  });
});

test('progress over twenty years of single days counts them all', () => {
  const ledger = openLedger(days('2004-01-01..2023-12-31'));
  expect(progressOf(ledger, REST).days).toMatchObject({ total: 7305, planned: 7305 });
});
