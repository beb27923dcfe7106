import { recordPollStart, recordReport } from '../../../src/domain/ledger/fold-report';
import { recordSubmission } from '../../../src/domain/ledger/fold-submission';
import {
  countOpenDays,
  isSettled,
  missingDays,
  openDaysOf,
  openLedger,
  packLedger,
  unpackLedger,
  type Ledger,
} from '../../../src/domain/ledger/ledger';
import { unseenReport, type JobReport } from '../../../src/domain/twilio/job-report';
import type { DayStatus } from '../../../src/domain/twilio/job-snapshot';
import { days } from '../../support/days';
import { MINUTE, NOON } from '../support/instants';
import { alternating, planned, RULE, states, submit, submitted } from '../support/ledgers';
import { inMarch, march } from '../support/march';
import { report } from '../support/reports';

test('a new ledger plans every day and has requested none', () => {
  const ledger = planned('1..5');
  expect(states(ledger)).toEqual(['1..5 planned']);
  expect(ledger).toMatchObject({ jobs: [], requestedDays: 0, submissions: 0, unnamedDays: 0 });
  expect(isSettled(ledger)).toBe(false);
});

describe('a submission', () => {
  test('takes the days of its chunk and no others', () => {
    const ledger = submit(planned('1..5'), '2..3');
    expect(states(ledger)).toEqual(['1 planned', '2..3 submitted in JS1, attempt 1', '4..5 planned']);
    expect(ledger).toMatchObject({ requestedDays: 2, submissions: 1 });
  });

  test('opens a job with the outlook that Twilio gave', () => {
    const submission = { jobSid: 'JS1', range: march('1..2'), submittedAtMs: NOON, queuePosition: 2 };
    expect(recordSubmission(planned('1..5'), submission).jobs).toEqual([
      {
        jobSid: 'JS1',
        range: march('1..2'),
        submittedAtMs: NOON,
        changedAtMs: NOON,
        isPolled: false,
        counts: [],
        unknownWords: [],
        queuePosition: 2,
      },
    ]);
  });

  test('recorded twice counts once', () => {
    const once = submit(planned('1..5'), '2..3');
    expect(submit(once, '2..3')).toBe(once);
  });

  test('counts one attempt more for a day that failed before', () => {
    const failed = fold(submitted('1..3'), report('JS1', { Failed: '2' }));
    expect(states(submit(failed, '2', 'JS2'))).toEqual([
      '1 submitted in JS1, attempt 1',
      '2 submitted in JS2, attempt 2',
      '3 submitted in JS1, attempt 1',
    ]);
  });

  test('leaves a day alone that is in another job', () => {
    expect(states(submit(submit(planned('1..5'), '1..3'), '3..5', 'JS2'))).toEqual([
      '1..3 submitted in JS1, attempt 1',
      '4..5 submitted in JS2, attempt 1',
    ]);
  });
});

describe('a submitted day', () => {
  test.each<[DayStatus, string]>([
    ['Submitted', 'submitted in JS1, attempt 1'],
    ['Running', 'submitted in JS1, attempt 1'],
    ['ErrorDuringRun', 'submitted in JS1, attempt 1'],
    ['RunningToBeDeleted', 'submitted in JS1, attempt 1'],
    ['Completed', 'exported'],
    ['CompletedEmptyRecords', 'empty'],
    ['Failed', 'planned after attempt 1, not before 12:05'],
    ['DeletedByUserRequest', 'missing after attempt 1: deletedAtTwilio'],
  ])('that is reported %s is %s', (status, state) => {
    expect(states(fold(submitted('1'), report('JS1', { [status]: '1' })))).toEqual([`1 ${state}`]);
  });

  test('changes alone', () => {
    expect(states(fold(submitted('1..5'), report('JS1', { Completed: '1..2, 5', Failed: '3' })))).toEqual([
      '1..2 exported',
      '3 planned after attempt 1, not before 12:05',
      '4 submitted in JS1, attempt 1',
      '5 exported',
    ]);
  });

  test('that no entry of a report names stays as it was', () => {
    const ledger = fold(submitted('1..5'), report('JS1', {}, { counts: [{ status: 'Completed', count: 4 }] }));
    expect(states(ledger)).toEqual(['1..5 submitted in JS1, attempt 1']);
  });

  test('is no business of a report on another job', () => {
    const ledger = submit(submit(planned('1..4'), '1..2'), '3..4', 'JS2');
    expect(states(fold(ledger, report('JS1', { Completed: '1..4' })))).toEqual([
      '1..2 exported',
      '3..4 submitted in JS2, attempt 1',
    ]);
  });

  test('that is tried again is no business of the job in which it failed', () => {
    const failed = fold(submitted('1..2'), report('JS1', { Failed: '1' }));
    const again = submit(failed, '1', 'JS2');
    expect(states(fold(again, report('JS1', { Failed: '1', Completed: '2' })))).toEqual([
      '1 submitted in JS2, attempt 2',
      '2 exported',
    ]);
  });
});

test('a report on an unknown job changes nothing', () => {
  const ledger = submitted('1..5');
  expect(fold(ledger, report('JS9', { Completed: '1..5' }))).toBe(ledger);
});

describe('a day that fails again and again', () => {
  test('waits twice as long with each attempt', () => {
    const rule = { ...RULE, maxAttempts: 6 };
    let ledger = planned('1');
    const cooldowns = [1, 2, 3, 4, 5].map((attempt) => {
      const jobSid = `JS${String(attempt)}`;
      ledger = recordReport(submit(ledger, '1', jobSid), report(jobSid, { Failed: '1' }), rule);
      const [run] = ledger.days.runs;
      return run?.value.state === 'planned' ? ((run.value.notBeforeMs ?? 0) - NOON) / MINUTE : undefined;
    });
    expect(cooldowns).toEqual([5, 10, 20, 40, 80]);
  });

  test('is given up when no attempt is left', () => {
    let ledger = planned('1..2');
    for (const jobSid of ['JS1', 'JS2', 'JS3']) {
      ledger = fold(submit(ledger, '1..2', jobSid), report(jobSid, { Failed: '1..2' }));
    }
    expect(states(ledger)).toEqual(['1..2 missing after attempt 3: exhausted']);
  });

  test('is given up at once when it has one attempt', () => {
    const rule = { ...RULE, maxAttempts: 1 };
    const ledger = recordReport(submitted('1'), report('JS1', { Failed: '1' }), rule);
    expect(states(ledger)).toEqual(['1 missing after attempt 1: exhausted']);
  });
});

describe('days whose job reports nothing more', () => {
  test.each<['vanished' | 'unnamed', number]>([
    ['vanished', 0],
    ['unnamed', 3],
  ])('are asked for again when %s, and %d of them counted as unnamed', (askAgain, unnamedDays) => {
    const ledger = fold(submitted('1..5'), report('JS1', { Completed: '1..2' }, { askAgain }));
    expect(states(ledger)).toEqual(['1..2 exported', '3..5 planned after attempt 1, not before 12:05']);
    expect(ledger.unnamedDays).toBe(unnamedDays);
    expect(ledger.jobs).toEqual([]);
  });

  test.each(['vanished', 'unnamed'] as const)('are given up as %s when no attempt is left', (askAgain) => {
    const rule = { ...RULE, maxAttempts: 1 };
    const ledger = recordReport(submitted('1..5'), report('JS1', { Completed: '1..4' }, { askAgain }), rule);
    expect(states(ledger)).toEqual(['1..4 exported', `5 missing after attempt 1: ${askAgain}`]);
  });
});

describe('an open job', () => {
  const at = (minutes: number, days: Parameters<typeof report>[1], more: Partial<JobReport> = {}) =>
    report('JS1', days, { nowMs: NOON + minutes * MINUTE, ...more });

  test('is closed with its last day', () => {
    const most = fold(submitted('1..5'), report('JS1', { Completed: '1..4', Running: '5' }));
    expect(most.jobs).toHaveLength(1);
    expect(inMarch(openDaysOf(most, { jobSid: 'JS1' }))).toBe('5');
    expect(countOpenDays(most, { jobSid: 'JS1' })).toBe(1);
    expect(fold(most, report('JS1', { CompletedEmptyRecords: '5' })).jobs).toEqual([]);
  });

  test('keeps what the last report said of it', () => {
    const outlook = { queuePosition: 4, estimatedEndMs: NOON + MINUTE, unknownWords: ['Pondering'] };
    const [job] = fold(submitted('1..5'), at(1, { Running: '1..4' }, outlook)).jobs;
    expect(job).toMatchObject({ ...outlook, counts: [{ status: 'Running', count: 4 }] });
  });

  test('is unclear since the first report that is unclear, until one is not', () => {
    const gone = (minutes: number) => unseenReport('JS1', NOON + minutes * MINUTE);
    const unnamed = { isFinished: true, counts: [{ status: 'Completed', count: 5 }] } as const;
    let ledger = submitted('1..5');
    const unclearSince = [at(1, {}), gone(2), gone(3), at(4, {}), at(5, {}, unnamed), at(6, {}, unnamed)].map((look) => {
      ledger = fold(ledger, look);
      const since = ledger.jobs[0]?.unclearSinceMs;
      return since && (since - NOON) / MINUTE;
    });
    expect(unclearSince).toEqual([undefined, 2, 2, undefined, 5, 5]);
  });

  test('that is not there keeps its last outlook', () => {
    const known = fold(submitted('1..5'), at(1, { Running: '1..5' }, { queuePosition: 4 }));
    expect(fold(known, unseenReport('JS1', NOON + 2 * MINUTE)).jobs).toEqual([
      { ...known.jobs[0], unclearSinceMs: NOON + 2 * MINUTE },
    ]);
  });

  test('that has not moved since it was made is stuck by the first report that comes so late', () => {
    const [job] = fold(submitted('1..5'), at(72 * 60, { Submitted: '1..5' })).jobs;
    expect(job).toMatchObject({ isStuck: true, changedAtMs: NOON });
  });

  test('is known to be polled once a poll asks for it', () => {
    const polled = recordPollStart(submit(planned('1..5'), '1..2'));
    const { jobs } = submit(polled, '3..5', 'JS2');
    expect(jobs.map(({ jobSid, isPolled }) => [jobSid, isPolled])).toEqual([
      ['JS1', true],
      ['JS2', false],
    ]);
  });
});

test.each<[string, Ledger]>([
  ['a planned day', submit(planned('1..2'), '1')],
  ['a day in a job', fold(submitted('1..2'), report('JS1', { Completed: '1' }))],
  ['a day that is tried again', fold(submitted('1..2'), report('JS1', { Completed: '1', Failed: '2' }))],
])('a ledger with %s is not settled', (_name, ledger) => {
  expect(isSettled(ledger)).toBe(false);
});

test('a ledger whose days are all exported, empty or missing is settled', () => {
  const look = report('JS1', { Completed: '1', CompletedEmptyRecords: '2', DeletedByUserRequest: '3' });
  expect(isSettled(fold(submitted('1..3'), look))).toBe(true);
});

test('missing days are grouped by reason and attempts, each with its ranges', () => {
  const rule = { ...RULE, maxAttempts: 2 };
  const deleted = fold(
    submitted('1..9'),
    report('JS1', { DeletedByUserRequest: '1, 9', Failed: '3..4, 6', Completed: '2, 5, 7..8' }),
  );
  const spent = recordReport(submit(submit(deleted, '3..4', 'JS2'), '6', 'JS3'), report('JS2', { Failed: '3..4' }), rule);
  const all = recordReport(spent, report('JS3', { Failed: '6' }), rule);
  expect(missingDays(all).map((missing) => ({ ...missing, ranges: inMarch(missing.ranges) }))).toEqual([
    { reason: 'deletedAtTwilio', attempts: 1, ranges: '1, 9' },
    { reason: 'exhausted', attempts: 2, ranges: '3..4, 6' },
  ]);
});

test.each([
  ['once', 1],
  ['until it was given up', 3],
])('twenty years in which every second day failed %s are carried in less than 100 KB', (_name, failures) => {
  const ledger = alternating('2004-01-01..2023-12-31', failures);
  const carried = JSON.stringify(packLedger(ledger));
  expect(carried.length).toBeLessThan(100_000);
  expect(unpackLedger(JSON.parse(carried) as ReturnType<typeof packLedger>)).toEqual(ledger);
});

test('twenty years with nothing requested are one run', () => {
  expect(openLedger(days('2004-01-01..2023-12-31')).days.runs).toHaveLength(1);
});

function fold(ledger: Ledger, look: JobReport): Ledger {
  return recordReport(ledger, look, RULE);
}
