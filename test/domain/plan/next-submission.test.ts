import { nextStep, type Step } from '../../../src/domain/plan/next-submission';
import type { Ledger } from '../../../src/domain/ledger/ledger';
import { recordRefusal } from '../../../src/domain/ledger/fold-submission';
import { recordReport } from '../../../src/domain/ledger/fold-report';
import { formatRange, type DayRange } from '../../../src/domain/days/day-range';
import { exportablePart } from '../../../src/domain/request/export-request';
import { days } from '../../support/days';
import { at, HOUR, MINUTE, NOON } from '../support/instants';
import { planned, RULE, submit, submitted } from '../support/ledgers';
import { inMarch, march } from '../support/march';
import { report } from '../support/reports';

const OPTIONS = { daysPerChunk: 4, openJobs: 2, newestFirst: false };

describe('the next step', () => {
  const fresh = planned('1..10');
  const oneOpen = submit(fresh, '1..4', 'JS1');
  const twoOpen = submit(oneOpen, '5..8', 'JS2');
  const failed = recordReport(twoOpen, report('JS1', { Failed: '2, 4', Completed: '1, 3' }), RULE);
  const failedAgain = recordReport(submit(failed, '4', 'JS3'), report('JS3', { Failed: '4' }, { nowMs: NOON + 5 * MINUTE }), RULE);
  const done = recordReport(submit(planned('1..3'), '1..3'), report('JS1', { Completed: '1..3' }), RULE);
  const allFailed = recordReport(submit(planned('1..3'), '1..3'), report('JS1', { Failed: '1..3' }), RULE);

  test.each<[string, Ledger, Partial<typeof OPTIONS>, number, string]>([
    ['begins with the oldest days, as many chunks as jobs may be open', fresh, {}, NOON, 'submit 1..4, attempt 1; 5..8, attempt 1'],
    ['begins with the newest days when told so', fresh, { newestFirst: true }, NOON, 'submit 7..10, attempt 1; 3..6, attempt 1'],
    ['goes on after the chunk before', oneOpen, {}, NOON, 'submit 5..8, attempt 1'],
    ['holds while as many jobs are open as may be', twoOpen, {}, NOON, 'hold'],
    ['submits when more jobs may be open', twoOpen, { openJobs: 3 }, NOON, 'submit 9..10, attempt 1'],
    ['leaves failed days alone during their cooldown', failed, {}, NOON + MINUTE, 'submit 9..10, attempt 1'],
    ['submits failed days again after it, and only those', failed, {}, NOON + 5 * MINUTE, 'submit 2, attempt 2'],
    [
      'takes the newest of failed and fresh days when told so',
      failed,
      { newestFirst: true },
      NOON + 5 * MINUTE,
      'submit 9..10, attempt 1',
    ],
    ['waits for the end of a cooldown', allFailed, {}, NOON, 'wait until 2024-05-01 12:05 (cooldown)'],
    [
      'waits for a cooldown even where no further job may be open',
      allFailed,
      { openJobs: 0 },
      NOON,
      'wait until 2024-05-01 12:05 (cooldown)',
    ],
    ['submits neighbours together at the very end of a cooldown', allFailed, {}, NOON + 5 * MINUTE, 'submit 1..3, attempt 2'],
    ['rests when no day is planned', done, {}, NOON, 'rest'],
    ['rests while all days are in jobs', submit(planned('1..4'), '1..4'), {}, NOON, 'rest'],
  ])('%s', (_name, ledger, options, nowMs, step) => {
    expect(spell(nextStep(ledger, { ...OPTIONS, ...options }, nowMs))).toBe(step);
  });

  test('joins neighbours of different attempts, and counts those of the day that has had most', () => {
    const mixed = recordReport(submit(planned('1..4'), '2..3'), report('JS1', { Failed: '2', Completed: '3' }), RULE);
    expect(spell(nextStep(mixed, OPTIONS, NOON + 5 * MINUTE))).toBe('submit 1..2, attempt 2; 4, attempt 1');
  });

  test('waits for the shortest of several cooldowns', () => {
    expect(spell(nextStep(failedAgain, { ...OPTIONS, openJobs: 9 }, NOON + 6 * MINUTE))).toBe(
      'submit 2, attempt 2; 9..10, attempt 1',
    );
    const onlyFailed = submit(submit(failedAgain, '9..10', 'JS4'), '2', 'JS5');
    expect(spell(nextStep(onlyFailed, OPTIONS, NOON + 6 * MINUTE))).toBe('wait until 2024-05-01 12:15 (cooldown)');
    const both = recordReport(onlyFailed, report('JS5', { Failed: '2' }, { nowMs: NOON + 4 * MINUTE }), RULE);
    expect(spell(nextStep(both, OPTIONS, NOON + 6 * MINUTE))).toBe('wait until 2024-05-01 12:14 (cooldown)');
  });
});

describe('chunks that are being submitted', () => {
  const both = ['1..4', '5..8'].map((range) => march(range));

  test.each<[string, readonly DayRange[], Partial<typeof OPTIONS>, string]>([
    ['are not planned again', both.slice(0, 1), {}, 'submit 5..8, attempt 1'],
    [
      'are not planned again when they are in the middle',
      both.slice(1),
      { openJobs: 3 },
      'submit 1..4, attempt 1; 9..10, attempt 1',
    ],
    ['take the places of open jobs', both, {}, 'hold'],
    ['leave nothing to plan when they are all', [march('1..10')], {}, 'rest'],
  ])('%s', (_name, submitting, options, step) => {
    expect(spell(nextStep(planned('1..10'), { ...OPTIONS, ...options }, NOON, { submitting }))).toBe(step);
  });

  test('of days that Twilio refused are planned apart from others', () => {
    const MIDNIGHT = at('2024-05-02 00:00');
    const refused = recordRefusal(planned('1..6'), { range: march('1..4'), message: 'Bad request.', atMs: NOON });
    const step = nextStep(refused, { ...OPTIONS, openJobs: 9 }, MIDNIGHT);
    expect(spell(step)).toBe('submit 1..2, attempt 1; 3..4, attempt 1');
    expect(step).toMatchObject({ wasRefused: true });
  });
});

describe('an export that is paused', () => {
  const pause = { sinceMs: NOON, reason: 'month end' };
  const failed = recordReport(submitted('1..3'), report('JS1', { Failed: '1..3' }), RULE);

  test.each<[string, Ledger]>([
    ['plans no submission', planned('1..3')],
    ['waits for no cooldown', failed],
    ['holds nothing back', submit(submit(planned('1..9'), '1..3', 'JS1'), '4..6', 'JS2')],
  ])('%s', (_name, ledger) => {
    expect(nextStep(ledger, OPTIONS, NOON, { pause })).toEqual({ step: 'pause', pause });
  });

  test('rests all the same when no day is planned', () => {
    expect(nextStep(submitted('1..3'), OPTIONS, NOON, { pause })).toEqual({ step: 'rest' });
  });
});

describe('a chunk that has to wait for quota', () => {
  const quotaWait = { why: 'The quota is spent.', untilMs: NOON + 12 * HOUR };

  test('says for what, and until when', () => {
    expect(nextStep(planned('1..3'), OPTIONS, NOON, { quotaWait })).toMatchObject({ step: 'submit', quotaWait });
  });

  test.each<[string, Ledger]>([
    ['a cooldown', recordReport(submitted('1'), report('JS1', { Failed: '1' }), RULE)],
    ['other jobs', submit(submit(planned('1..9'), '1..3', 'JS1'), '4..6', 'JS2')],
    ['nothing', submitted('1')],
  ])('has none while the export waits for %s', (_name, ledger) => {
    expect(nextStep(ledger, OPTIONS, NOON, { quotaWait })).not.toHaveProperty('quotaWait');
  });
});

describe('days that were refused', () => {
  const MIDNIGHT = at('2024-05-02 00:00');
  const refuse = (ledger: Ledger, range: string) =>
    recordRefusal(ledger, { range: march(range), message: 'Bad request.', atMs: NOON });

  test.each<[string, Ledger, Partial<typeof OPTIONS>, number, string]>([
    ['are waited for until the next UTC day', refuse(planned('1..4'), '1..4'), {}, NOON, 'wait until 2024-05-02 00:00 (refused)'],
    ['are asked for in halves then', refuse(planned('1..4'), '1..4'), {}, MIDNIGHT, 'submit 1..2, attempt 1; 3..4, attempt 1'],
    [
      'are asked for in halves from the end, newest first',
      refuse(planned('1..4'), '1..4'),
      { newestFirst: true },
      MIDNIGHT,
      'submit 3..4, attempt 1; 1..2, attempt 1',
    ],
    ['are not joined with days before them', refuse(planned('1..6'), '3..6'), {}, MIDNIGHT, 'submit 1..2, attempt 1'],
    [
      'are not joined with days after them',
      refuse(planned('1..6'), '1..4'),
      { newestFirst: true },
      MIDNIGHT,
      'submit 5..6, attempt 1',
    ],
    [
      'are joined with others that were refused alike, up to the size they may have',
      refuse(refuse(planned('1..8'), '1..4'), '5..8'),
      {},
      MIDNIGHT,
      'submit 1..2, attempt 1; 3..4, attempt 1',
    ],
    [
      'are never asked for in more days than a chunk has',
      refuse(planned('1..8'), '1..8'),
      { daysPerChunk: 3 },
      MIDNIGHT,
      'submit 1..3, attempt 1; 4..6, attempt 1',
    ],
  ])('%s', (_name, ledger, options, nowMs, step) => {
    expect(spell(nextStep(ledger, { ...OPTIONS, ...options }, nowMs))).toBe(step);
  });

  test('do not keep an export from waiting for a cooldown that ends before', () => {
    const failed = recordReport(submit(planned('1..4'), '1'), report('JS1', { Failed: '1' }), RULE);
    expect(spell(nextStep(refuse(failed, '2..4'), OPTIONS, NOON))).toBe('wait until 2024-05-01 12:05 (cooldown)');
  });
});

describe('days that are not exportable yet', () => {
  const options = { ...OPTIONS, daysPerChunk: 91 };

  test.each([
    ['are cut off', '1..10', '2024-03-09 23:59:59.999', 'submit 1..7, attempt 1'],
    ['are taken with the others once two days old', '1..10', '2024-03-10 00:00', 'submit 1..8, attempt 1'],
    ['are waited for', '8..10', '2024-03-09 23:59:59.999', 'wait until 2024-03-10 00:00 (notExportableYet)'],
    ['are waited for over several days', '20..31', '2024-03-10 00:00', 'wait until 2024-03-22 00:00 (notExportableYet)'],
  ])('%s: days %s of March, at %s', (_name, range, instant, step) => {
    expect(spell(nextStep(planned(range), options, at(instant)))).toBe(step);
  });

  test('do not keep the others waiting for longer than their cooldown', () => {
    const failed = recordReport(
      submit(planned('1..10'), '1..7', 'JS1', at('2024-03-09 12:00')),
      report('JS1', { Failed: '7', Completed: '1..6' }, { nowMs: at('2024-03-09 12:00') }),
      RULE,
    );
    const now = at('2024-03-09 12:01');
    expect(spell(nextStep(failed, options, now))).toBe('wait until 2024-03-09 12:05 (cooldown)');
  });
});

describe('an export begun on 10 March at noon', () => {
  const nowMs = at('2024-03-10 12:00');

  test.each([
    ['takes on a range that is old enough', '2024-03-01..2024-03-08', false, '2024-03-01..2024-03-08', undefined],
    ['leaves recent days out and says so', '2024-03-01..2024-03-31', false, '2024-03-01..2024-03-08', '2024-03-09..2024-03-31'],
    ['leaves a single recent day out', '2024-03-08..2024-03-09', false, '2024-03-08', '2024-03-09'],
    ['takes on all of it when recent days are waited for', '2024-03-01..2024-03-31', true, '2024-03-01..2024-03-31', undefined],
    ['takes on recent days alone when they are waited for', '2024-03-10', true, '2024-03-10', undefined],
  ])('%s', (_name, range, waits, exportable, notYetExportable) => {
    const part = exportablePart(days(range), nowMs, waits);
    expect(part.exportable && formatRange(part.exportable)).toBe(exportable);
    expect(part.notYetExportable && formatRange(part.notYetExportable)).toBe(notYetExportable);
    expect(part.refusal).toBeUndefined();
  });

  test('refuses, in words, a range of which no day is exportable', () => {
    expect(exportablePart(days('2024-03-09..2024-03-31'), nowMs, false)).toEqual({
      refusal:
        'No day of 2024-03-09..2024-03-31 is exportable yet. The newest exportable day is 2024-03-08, two days ' +
        'before today (UTC). Use an earlier range, or add --wait-for-recent-days.',
    });
  });
});

function spell(step: Step): string {
  switch (step.step) {
    case 'submit':
      return `submit ${step.chunks.map(({ range, attempt }) => `${inMarch([range])}, attempt ${attempt}`).join('; ')}`;
    case 'wait':
      return `wait until ${new Date(step.untilMs).toISOString().slice(0, 16).replace('T', ' ')} (${step.why})`;
    case 'pause':
    case 'hold':
    case 'rest':
      return step.step;
  }
}
