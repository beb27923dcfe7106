import { recordArchived, recordEarlier, type Archived, recordFindings } from '../../../src/domain/ledger/fold-submission';
import { recordCancellation, recordResubmission } from '../../../src/domain/ledger/fold-operator';
import { recordReport } from '../../../src/domain/ledger/fold-report';
import { changeDays, uniform } from '../../../src/domain/days/day-map';
import type { DayState } from '../../../src/domain/ledger/day-state';
import { nextStep } from '../../../src/domain/plan/next-submission';
import { DEFAULT_OPTIONS } from '../../../src/domain/request/export-options';
import { isSettled, openLedger, type Ledger } from '../../../src/domain/ledger/ledger';
import { adopt, found, planned, RULE, states, submit, submitted } from '../support/ledgers';
import { days } from '../../support/days';
import { march, marches } from '../support/march';
import { report } from '../support/reports';

/** Nine days, of which some of every state; JS1 is over, JS2 runs and JS9 is of others. */
function mixed(): Ledger {
  const look = report('JS1', { Completed: '1', CompletedEmptyRecords: '2', Failed: '3', DeletedByUserRequest: '4' });
  const ledger = recordReport(submit(planned('1..9'), '1..4'), look, RULE);
  return adopt(submit(ledger, '5..6', 'JS2'), { jobs: [found('JS9', '7')] });
}

describe('days that were given up', () => {
  const exhausted = recordReport(submitted('1..5'), report('JS1', { Failed: '1..4', Completed: '5' }), { ...RULE, maxAttempts: 1 });

  test('are planned again, with all attempts before them', () => {
    expect(states(recordResubmission(exhausted, marches('1..4')))).toEqual(['1..4 planned', '5 exported']);
  });

  test('are planned again where an operator wants them', () => {
    expect(states(recordResubmission(exhausted, marches('2, 4..9')))).toEqual([
      '1 missing after attempt 1: exhausted',
      '2 planned',
      '3 missing after attempt 1: exhausted',
      '4 planned',
      '5 exported',
    ]);
  });

  test('are as many requested days as before: nothing was requested yet', () => {
    expect(recordResubmission(exhausted, marches('1..4'))).toMatchObject({ requestedDays: 5, submissions: 1 });
  });
});

test('days that were not given up are not requested again', () => {
  expect(recordResubmission(mixed(), marches('1..3, 5..9'))).toEqual(mixed());
});

describe('a cancelled export', () => {
  test('gives up what is not settled, and keeps what is', () => {
    const ledger = recordCancellation(mixed(), []);
    expect(states(ledger)).toEqual([
      '1 exported',
      '2 empty',
      '3 missing after attempt 1: cancelled',
      '4 missing after attempt 1: deletedAtTwilio',
      '5..6 missing after attempt 1: cancelled',
      '7..9 missing after attempt 0: cancelled',
    ]);
    expect(ledger.jobs).toEqual([]);
    expect(isSettled(ledger)).toBe(true);
  });

  test('leaves the days of a job that may still run in it', () => {
    const ledger = recordCancellation(mixed(), ['JS2']);
    expect(states(ledger)).toContain('5..6 submitted in JS2, attempt 1');
    expect(ledger.jobs.map(({ jobSid }) => jobSid)).toEqual(['JS2']);
  });

  test('has nothing to give up when it was settled', () => {
    const done = recordReport(submitted('1..2'), report('JS1', { Completed: '1..2' }), RULE);
    expect(recordCancellation(done, [])).toEqual(done);
  });
});

describe('an export that begins where an earlier one ended', () => {
  test('requests nothing that was exported or empty, and everything else', () => {
    expect(states(recordEarlier(planned('1..9'), mixed().days))).toEqual(['1 exported', '2 empty', '3..9 planned']);
  });

  test('has requested nothing itself', () => {
    expect(recordEarlier(planned('1..9'), mixed().days)).toMatchObject({
      jobs: [],
      requestedDays: 0,
      submissions: 0,
      adoptedDays: 0,
    });
  });

  test('takes over what it has days in common with', () => {
    expect(states(recordEarlier(planned('2..4'), mixed().days))).toEqual(['2 empty', '3..4 planned']);
  });
});

test('days with a receipt in the archive are settled and counted, others are requested', () => {
  const nothing = uniform<Archived>(march('0..9'), 'nothing');
  const archived = changeDays<Archived>(nothing, marches('0..3, 8'), () => 'delivered');
  const ledger = recordArchived(
    planned('1..9'),
    changeDays<Archived>(archived, marches('5'), () => 'empty'),
    3,
  );
  expect(states(ledger)).toEqual(['1..3 delivered', '4 planned', '5 empty', '6..7 planned', '8 delivered', '9 planned']);
  expect(ledger.archivedDays).toBe(5);
});

test('a day that was unreadable is requested again, whatever file of it Twilio has', () => {
  const range = days('2024-03-01..2024-03-02');
  const unreadable = { state: 'missing', attempts: 1, reason: 'unreadable' } as const;
  const start = { ...openLedger(range), days: uniform<DayState>(range, unreadable) };
  const again = recordResubmission(start, [range]);
  const after = recordFindings(again, { exported: [range], empty: [], jobs: [] }, 0);
  expect(nextStep(after, DEFAULT_OPTIONS, Date.parse('2024-05-01'))).toMatchObject({
    step: 'submit',
    chunks: [{ range }],
    isFresh: true,
  });
});
