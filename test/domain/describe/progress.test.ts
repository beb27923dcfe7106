import { days } from '../../support/days';
import { recordReport } from '../../../src/domain/ledger/fold-report';
import { recordFindings, recordRefusal } from '../../../src/domain/ledger/fold-submission';
import { openLedger, type Ledger } from '../../../src/domain/ledger/ledger';
import type { Step } from '../../../src/domain/plan/next-submission';
import { countComplete, countSettled, describeMissing, headline, progressOf } from '../../../src/domain/describe/progress';
import { at, NOON } from '../support/instants';
import { planned, RULE, submit, submitted } from '../support/ledgers';
import { march, marches } from '../support/march';
import { report } from '../support/reports';

const REST: Step = { step: 'rest' };
const SUBMIT = { step: 'submit', chunks: [{ range: march('1..3'), attempt: 1 }] } satisfies Step;

/** Ten days, of which some of every state. */
function mixed(): Ledger {
  const look = report('JS1', { Completed: '1..3', CompletedEmptyRecords: '4', DeletedByUserRequest: '5', Failed: '6' });
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

test('progress has the adopted days and the last rejection', () => {
  const findings = { exported: [march('1..2')], empty: [], jobs: [] };
  const adopted = recordFindings(planned('1..5'), findings, NOON);
  const refusal = { range: march('3..5'), message: 'Bad request.', atMs: NOON };
  expect(progressOf(recordRefusal(adopted, refusal), REST)).toMatchObject({ adoptedDays: 2, refusal });
});

test('settled days are neither planned nor submitted; complete days are not missing, either', () => {
  const progress = progressOf(mixed(), REST);
  expect(countSettled(progress)).toBe(5);
  expect(countComplete(progress)).toBe(4);
});

describe('the headline', () => {
  test.each<[string, Ledger, string]>([
    ['counts complete and missing days', mixed(), '4 of 10 days complete (3 exported, 1 empty), 1 missing'],
    ['of a new export is zero', planned('1..10'), '0 of 10 days complete'],
    ['of a single day is singular', recordReport(submitted('1'), report('JS1', { Completed: '1' }), RULE), '1 of 1 day exported'],
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
      'Dayhaul resubmits failed days at 2024-05-01 12:05:30 UTC.',
    ],
    [
      'for a day to come',
      planned('1'),
      { step: 'wait', untilMs, why: 'notExportableYet' },
      'The next day becomes exportable at 2024-05-01 12:05:30 UTC.',
    ],
    [
      'for rejected days',
      planned('1'),
      { step: 'wait', untilMs, why: 'refused' },
      'Dayhaul resubmits rejected days, in smaller jobs, at 2024-05-01 12:05:30 UTC.',
    ],
    [
      'for quota',
      planned('1..3'),
      { ...SUBMIT, quotaWait: { why: 'Queued behind exports that have waited longer.', untilMs } },
      'Queued behind exports that have waited longer. Next submission: 2024-03-01..2024-03-03, at 2024-05-01 12:05:30 UTC.',
    ],
    [
      'for an operator',
      planned('1'),
      { step: 'pause', pause: { sinceMs: untilMs } },
      'Paused since 2024-05-01 12:05:30 UTC. No days are submitted; open jobs continue.',
    ],
    [
      'for an operator who gave a reason, and for a job',
      submit(planned('1..3'), '1'),
      { step: 'pause', pause: { sinceMs: untilMs, by: 'ana@host', reason: 'month end' } },
      'Waiting for 1 open job (1 day). Paused since 2024-05-01 12:05:30 UTC by ana@host (month end). No days are submitted; open jobs continue.',
    ],
    ['for a submission', planned('1..3'), SUBMIT, 'Submitting 2024-03-01..2024-03-03.'],
    [
      'for jobs and a cooldown',
      submitted('1..3'),
      { step: 'wait', untilMs, why: 'cooldown' },
      'Waiting for 1 open job (3 days). Dayhaul resubmits failed days at 2024-05-01 12:05:30 UTC.',
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
      'have their reason and attempts',
      10,
      '2024-03-01..2024-03-03 (failed, 3 attempts), 2024-03-05 (failed, 3 attempts), 2024-03-09 (job deleted at Twilio, 1 attempt)',
    ],
    ['are cut off by ranges', 2, '2024-03-01..2024-03-03 (failed, 3 attempts), 2024-03-05 (failed, 3 attempts) and 1 more range'],
    ['are counted in ranges where they are cut off', 1, '2024-03-01..2024-03-03 (failed, 3 attempts) and 2 more ranges'],
  ])('%s', (_name, mostRanges, sentence) => {
    expect(describeMissing(missing, mostRanges)).toBe(sentence);
  });

  test('that are none make an empty text', () => {
    expect(describeMissing([])).toBe('');
  });

  test('are ten ranges at most by default', () => {
    const many = [{ reason: 'exhausted', attempts: 3, ranges: marches('1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23') }] as const;
    expect(describeMissing(many)).toMatch(/2024-03-19 \(failed, 3 attempts\) and 2 more ranges$/);
  });
});

test('progress over twenty years of single days counts them all', () => {
  const ledger = openLedger(days('2004-01-01..2023-12-31'));
  expect(progressOf(ledger, REST).days).toMatchObject({ total: 7305, planned: 7305 });
});
