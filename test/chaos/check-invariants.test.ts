import { setTimeout as pause } from 'node:timers/promises';
import { judge } from '../../chaos/check-invariants';
import { answer, rateLimit } from '../../simulator/faults/fault';
import { byLooks, type JobLife } from '../../simulator/jobs/job-life';
import type { Simulator } from '../../simulator/start-simulator';
import type { RunHistory } from '../../tools/histories/read-histories';
import { apiClient } from '../simulator/api-client';
import { manualClock, HOUR } from '../simulator/manual-clock';
import { withSimulator } from '../support/with-simulator';
import { exportedWell, exportSpec, observationsOf } from './support/observations';

const THREE_DAYS = { startDay: '2024-03-01', endDay: '2024-03-03' };

/** A job as an export names it, or somebody else's. */
function create(simulator: Simulator, friendlyName: string, life?: JobLife, range = THREE_DAYS): string {
  return simulator.createJob({ resourceType: 'Messages', ...range, friendlyName, ...(life && { life }) });
}

test('a run in which all is well breaks no promise', () =>
  withSimulator((simulator) => {
    create(simulator, 'dayhaul one 2024-03-01..2024-03-03 attempt 1');
    expect(judge(observationsOf(simulator))).toEqual([]);
    return Promise.resolve();
  }));

describe('a day requested twice', () => {
  const TWICE = exportedWell({ progress: [{ requestedDays: 6, unnamedDays: 0, waitingFor: '' }] });

  test('is told, with both jobs', () =>
    withSimulator((simulator) => {
      create(simulator, 'dayhaul one first');
      create(simulator, 'dayhaul one second');
      expect(judge(observationsOf(simulator, TWICE))).toContain(
        'Messages 2024-03-01 was requested needlessly by "dayhaul one second": "dayhaul one first" had it.',
      );
      return Promise.resolve();
    }));

  test('is excused when the first job was marked for deletion, or forgotten', () =>
    withSimulator({ jobLife: byLooks(1) }, async (simulator) => {
      const deleted = create(simulator, 'dayhaul one first');
      await apiClient(simulator).list();
      simulator.deleteJob(deleted);
      create(simulator, 'dayhaul one second');
      simulator.forgetJob(create(simulator, 'dayhaul one third'));
      const violations = judge(observationsOf(simulator, TWICE)).join();
      expect(violations).not.toContain('"dayhaul one first" had it');
    }));

  test("is excused when somebody else's job came in between look and create, and not when it was there before", () => {
    const clock = manualClock();
    const exported = exportedWell({ startedAtMs: clock() });
    return withSimulator({ clock }, (simulator) => {
      create(simulator, 'by somebody else');
      clock.advance(1000);
      create(simulator, 'dayhaul one first');
      expect(judge(observationsOf(simulator, exported))).toEqual([]);
      return Promise.resolve();
    }).then(() =>
      withSimulator({ clock }, (simulator) => {
        create(simulator, 'by somebody else');
        clock.advance(HOUR);
        create(simulator, 'dayhaul one first');
        expect(judge(observationsOf(simulator, exported))).toHaveLength(3);
        return Promise.resolve();
      }),
    );
  });

  test('is excused as often as the export says that a job did not name its days', () =>
    withSimulator((simulator) => {
      create(simulator, 'dayhaul one first');
      create(simulator, 'dayhaul one second');
      const told = exportedWell({ progress: [{ requestedDays: 6, unnamedDays: 3, waitingFor: '' }] });
      expect(judge(observationsOf(simulator, told))).toEqual([]);
      return Promise.resolve();
    }));
});

describe('what an export says of a day has to be so', () => {
  test('exported without a file', () =>
    withSimulator({ jobLife: byLooks(1) }, (simulator) => {
      create(simulator, 'dayhaul one first');
      expect(judge(observationsOf(simulator))).toContain('Messages 2024-03-02 is exported, but no job left a file that stays.');
      return Promise.resolve();
    }));

  test('exported by a file that is gone before the UTC day is over', () => {
    const clock = manualClock();
    return withSimulator({ clock }, (simulator) => {
      create(simulator, 'by somebody else');
      clock.advance(167 * HOUR);
      const taken = exportedWell({ startedAtMs: clock(), progress: [{ requestedDays: 0, unnamedDays: 0, waitingFor: '' }] });
      expect(judge(observationsOf(simulator, taken)).join()).toContain('no job left a file that stays');
      return Promise.resolve();
    });
  });

  test.each([
    ['exhausted', 'its last attempt did not fail'],
    ['deletedAtTwilio', 'nobody deleted it'],
    ['cancelled', 'the export was not cancelled'],
    ['refused', 'Twilio refused nothing'],
    ['vanished', 'no job vanished'],
    ['unnamed', 'every day was named'],
  ])('missing, because it is %s', (reason, flaw) =>
    withSimulator((simulator) => {
      create(simulator, 'dayhaul one first');
      const days = { total: 3, exported: 0, empty: 0, delivered: 0, missing: 3 };
      const missing = exportedWell({
        end: { kind: 'daysMissing', outcome: { days, requestedDays: 3 } },
        ledger: [{ ...THREE_DAYS, state: 'missing', reason }],
      });
      expect(judge(observationsOf(simulator, missing))).toContain(`Messages 2024-03-01 is missing (${reason}), but ${flaw}.`);
      return Promise.resolve();
    }),
  );

  describe('delivered', () => {
    const delivered = exportedWell({
      spec: exportSpec({ isArchived: true }),
      end: {
        kind: 'completed',
        outcome: { days: { total: 3, exported: 0, empty: 0, delivered: 3, missing: 0 }, requestedDays: 3 },
      },
      ledger: [{ ...THREE_DAYS, state: 'delivered' }],
    });
    const archive = ['01', '02', '03'].map((day) => ({ resourceType: 'Messages', day: `2024-03-${day}`, records: 1 }));

    test('without a receipt', () =>
      withSimulator((simulator) => {
        create(simulator, 'dayhaul one first');
        expect(judge(observationsOf(simulator, delivered, { archive }))).toEqual([]);
        expect(judge(observationsOf(simulator, delivered, { archive: archive.slice(1) }))).toEqual([
          'Messages 2024-03-01 is delivered, but the archive has no receipt of it.',
        ]);
        return Promise.resolve();
      }));

    test('with a file that does not match it', () =>
      withSimulator((simulator) => {
        create(simulator, 'dayhaul one first');
        const [first, ...others] = archive;
        const damaged = [{ ...first!, flaw: 'its file cannot be unpacked' }, ...others];
        expect(judge(observationsOf(simulator, delivered, { archive: damaged }))).toEqual([
          'Messages 2024-03-01 in the archive: its file cannot be unpacked.',
        ]);
        return Promise.resolve();
      }));

    test('not, although the export is over', () =>
      withSimulator((simulator) => {
        create(simulator, 'dayhaul one first');
        const days = { total: 3, exported: 3, empty: 0, delivered: 0, missing: 0 };
        const left = exportedWell({
          spec: exportSpec({ isArchived: true }),
          end: { kind: 'completed', outcome: { days, requestedDays: 3 } },
        });
        expect(judge(observationsOf(simulator, left))).toContain('Messages 2024-03-01 is exported, but it was not delivered.');
        return Promise.resolve();
      }));
  });

  test('a ledger that leaves out a day, and a number that is not that of its days', () =>
    withSimulator((simulator) => {
      create(simulator, 'dayhaul one first');
      const short = exportedWell({ ledger: [{ startDay: '2024-03-01', endDay: '2024-03-02', state: 'exported' }] });
      expect(judge(observationsOf(simulator, short))).toEqual([
        'Messages 2024-03-01..2024-03-03: its ledger is not about every day once.',
        'Messages 2024-03-01..2024-03-03: says 3 days are exported, but its ledger has 2.',
      ]);
      return Promise.resolve();
    }));

  test('a number of requested days that is not true', () =>
    withSimulator((simulator) => {
      create(simulator, 'dayhaul one first');
      const modest = exportedWell({ progress: [{ requestedDays: 2, unnamedDays: 0, waitingFor: '' }] });
      expect(judge(observationsOf(simulator, modest))).toEqual(['Messages: 2 days are said to be requested, but 3 were.']);
      return Promise.resolve();
    }));
});

describe('attempts and refusals are bounded', () => {
  test('a day requested more often than it has attempts', () =>
    withSimulator((simulator) => {
      for (const day of ['2024-03-01', '2024-03-02', '2024-03-03']) simulator.day(day).fails(2);
      for (const attempt of [1, 2, 3]) create(simulator, `dayhaul one attempt ${attempt}`);
      const tried = exportedWell({ progress: [{ requestedDays: 9, unnamedDays: 0, waitingFor: '' }] });
      expect(judge(observationsOf(simulator, tried))).toEqual([
        'Messages 2024-03-01 by one was requested 3 times, more than 2.',
        'Messages 2024-03-02 by one was requested 3 times, more than 2.',
        'Messages 2024-03-03 by one was requested 3 times, more than 2.',
      ]);
      return Promise.resolve();
    }));

  test('one create after the other on a UTC day on which different ones were refused', () =>
    withSimulator(async (simulator) => {
      simulator.faults.plan({ on: 'create', times: 3, does: answer({ status: 400 }) });
      for (let request = 1; request <= 3; request++) await apiClient(simulator).create('2024-03-01');
      create(simulator, 'dayhaul one first');
      expect(judge(observationsOf(simulator)).join()).toContain('3 creates were refused on');
    }));

  test('a create beyond the quota that nobody else spends', () =>
    withSimulator({ quota: { days: 3 } }, async (simulator) => {
      create(simulator, 'dayhaul one first');
      await apiClient(simulator).create('2024-03-01');
      expect(judge(observationsOf(simulator))).toEqual(['1 creates went beyond the quota, 0 of them through no fault of ours.']);
      expect(judge(observationsOf(simulator, exportedWell(), { foreignSpendings: 1 }))).toEqual([]);
      expect(judge(observationsOf(simulator, exportedWell(), { foreignRefusals: 1 }))).toEqual([]);
    }));

  test('more UTC days than the quota needs', () => {
    const clock = manualClock();
    return withSimulator({ clock }, (simulator) => {
      for (const day of ['2024-03-01', '2024-03-02', '2024-03-03']) {
        create(simulator, `dayhaul one ${day}`, undefined, { startDay: day, endDay: day });
        clock.advance(24 * HOUR);
      }
      const quota = { days: 3, reserve: 0, refusal: 400 } as const;
      const observations = observationsOf(simulator, exportedWell({ startedAtMs: clock() }), { scenario: { quota } });
      expect(judge(observations)).toEqual(['3 days took 3 UTC days, 2 would do.']);
      return Promise.resolve();
    });
  });
});

describe('jobs are left as they should be', () => {
  test('an unfinished job of its own is told, unless the export says so', () =>
    withSimulator({ jobLife: byLooks(1) }, (simulator) => {
      const jobSid = create(simulator, 'dayhaul one first');
      const ledger = [{ ...THREE_DAYS, state: 'submitted', jobSid }] as const;
      const account = { requestedDays: 3, unnamedDays: 0, waitingFor: '' };
      const cancel = { command: { action: 'cancel', of: 0 }, isAccepted: true } as const;
      const silent = exportedWell({ end: { kind: 'cancelled' }, ledger, progress: [account] });
      expect(judge(observationsOf(simulator, silent, { commands: [cancel] }))).toContain(
        '"dayhaul one first" was left unfinished, and nobody says so.',
      );
      const cancellation = { jobsRemaining: [{ jobSid }] };
      const honest = exportedWell({ end: { kind: 'cancelled' }, ledger, progress: [{ ...account, cancellation }] });
      expect(judge(observationsOf(simulator, honest, { commands: [cancel] }))).toEqual([]);
      return Promise.resolve();
    }));

  test("a delete of somebody else's job", () =>
    withSimulator(async (simulator) => {
      create(simulator, 'dayhaul one first');
      const foreign = create(simulator, 'by somebody else', undefined, { startDay: '2024-02-01', endDay: '2024-02-01' });
      await apiClient(simulator).remove(foreign);
      expect(judge(observationsOf(simulator))).toEqual(['The job 2024-02-01..2024-02-01 "by somebody else" was deleted.']);
    }));
});

describe('who is asked to wait waits', () => {
  test('calls before a Retry-After is over, more than can have been on their way', () =>
    withSimulator(async (simulator) => {
      create(simulator, 'dayhaul one first');
      simulator.faults.plan({ on: 'list', does: rateLimit({ retryAfterSeconds: 60 }) });
      await apiClient(simulator).list();
      await pause(150); // calls right after an answer were on their way before it
      for (let call = 1; call <= 3; call++) await apiClient(simulator).list();
      expect(judge(observationsOf(simulator))).toEqual([]);
      await apiClient(simulator).list();
      expect(judge(observationsOf(simulator))).toEqual(['4 calls came before a Retry-After was over.']);
      expect(judge(observationsOf(simulator, exportedWell(), { workerKills: 1 }))).toEqual([]);
    }));

  test('two jobs made during a pause; one may have been under way', () => {
    const clock = manualClock();
    return withSimulator({ clock }, (simulator) => {
      const pauses = [{ of: 0, fromMs: clock() - 1, untilMs: Infinity }];
      create(simulator, 'dayhaul one first', undefined, { startDay: '2024-03-01', endDay: '2024-03-01' });
      const exported = exportedWell({ startedAtMs: clock() });
      const rest = { startDay: '2024-03-02', endDay: '2024-03-03' };
      create(simulator, 'dayhaul one second', undefined, rest);
      expect(judge(observationsOf(simulator, exported, { pauses }))).toEqual(['Messages: 2 jobs were made during a pause.']);
      return Promise.resolve();
    });
  });
});

test.each([
  ['stuck', { kind: 'stuck', messages: ['pollJobs, attempt 9: nothing new'] }, 'did not end in time: pollJobs'],
  ['failed for another reason', { kind: 'failed', message: 'BadInput' }, 'failed: BadInput'],
  ['cancelled by nobody', { kind: 'cancelled' }, 'was cancelled by nobody'],
  [
    'completed with a day missing',
    { kind: 'completed', outcome: { days: { total: 3, exported: 3, empty: 0, delivered: 0, missing: 1 }, requestedDays: 3 } },
    'completed although 1 days are missing',
  ],
] as const)('an export that is %s is told', (_title, end, message) =>
  withSimulator((simulator) => {
    create(simulator, 'dayhaul one first');
    const exported = exportedWell({ spec: exportSpec(), end });
    expect(judge(observationsOf(simulator, exported)).join()).toContain(message);
    return Promise.resolve();
  }),
);

describe('a worker can continue every export', () => {
  test('a history that does not replay is told', () =>
    withSimulator((simulator) => {
      create(simulator, 'dayhaul one first');
      const replayFailures = ['export-one does not replay.'];
      expect(judge(observationsOf(simulator, exportedWell(), { replayFailures }))).toEqual(replayFailures);
      return Promise.resolve();
    }));

  test.each([
    [24, ['export-one: a workflow task failed at event 7: Nondeterminism']],
    [1, []],
    [20, []],
  ])('a workflow task that failed, with cause %i', (cause, violations) =>
    withSimulator((simulator) => {
      create(simulator, 'dayhaul one first');
      const failure = { message: 'Nondeterminism' };
      const failed = { eventId: 7, workflowTaskFailedEventAttributes: { cause, failure } };
      const histories = [{ workflowId: 'export-one', history: { events: [failed] } }];
      expect(judge(observationsOf(simulator, exportedWell(), { histories: histories as unknown as RunHistory[] }))).toEqual(
        violations,
      );
      return Promise.resolve();
    }),
  );
});
