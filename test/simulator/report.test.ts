import { setTimeout as pause } from 'node:timers/promises';
import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { answer, answerAfterProcessing, cutAfter, rateLimit } from '../../simulator/faults/fault';
import { byDuration, byLooks, instantly } from '../../simulator/jobs/job-life';
import { formatReport } from '../../simulator/log/format-report';
import { withSimulator } from '../support/with-simulator';
import { apiClient, basic } from './api-client';
import { DAY, HOUR, manualClock, MINUTE, SECOND } from './manual-clock';

test('calls and creates are counted by what truly happened', () =>
  withSimulator(async (simulator) => {
    simulator.faults.plan({ on: 'create', does: answer({ status: 503 }) });
    simulator.faults.plan({ on: 'create', does: answerAfterProcessing({ status: 502 }) });
    const api = apiClient(simulator);
    await api.create('2024-03-01');
    await api.create('2024-03-01..2024-03-02');
    await api.create('nonsense');
    await api.list();
    await api.days();
    await api.call('/nowhere');
    expect(simulator.report()).toMatchObject({
      calls: { create: 3, list: 1, fetch: 0, days: 1, other: 1 },
      creates: { accepted: 1, refused: 2 },
      requestedDays: 2,
    });
  }));

test('days count by the outcome of the latest job over them', () =>
  withSimulator({ jobLife: byLooks(0) }, async (simulator) => {
    simulator.day('2024-03-01').fails(1);
    simulator.day('2024-03-02').failsForEver();
    simulator.day('2024-03-03').isEmpty();
    const api = apiClient(simulator);
    await api.create('2024-03-01..2024-03-05');
    await api.list();
    await api.create('2024-03-01');
    await api.list();
    const { body } = await api.create('2024-03-06');
    simulator.deleteJob(body.job_sid);
    await api.create('2024-03-07..2024-03-08');
    expect(simulator.report()).toMatchObject({
      requestedDays: 9,
      exportedDays: 3,
      emptyDays: 1,
      failedDays: 1,
      deletedDays: 1,
      unfinishedDays: 2,
      daysRequestedTwice: [],
    });
  }));

describe('a day is requested twice', () => {
  test('while another job runs over it, and while its file lives', () => {
    const clock = manualClock();
    return withSimulator({ clock, jobLife: byDuration({ jobMs: HOUR }) }, async (simulator) => {
      const api = apiClient(simulator);
      const twice = (): readonly string[] => simulator.report().daysRequestedTwice;
      await api.create('2024-03-01..2024-03-02');
      await api.create('2024-03-02', { resourceType: 'Calls' });
      expect(twice()).toEqual([]);
      await api.create('2024-03-02..2024-03-03');
      expect(twice()).toEqual(['Messages/2024-03-02']);
      clock.advance(DAY);
      await api.create('2024-03-01');
      expect(twice()).toEqual(['Messages/2024-03-02', 'Messages/2024-03-01']);
    });
  });

  test('not when it failed, was deleted, or its file expired', () => {
    const clock = manualClock();
    return withSimulator({ clock }, async (simulator) => {
      const api = apiClient(simulator);
      simulator.day('2024-03-01').failsForEver();
      await api.create('2024-03-01..2024-03-02');
      await api.create('2024-03-01');
      simulator.setJobLife(byLooks(1));
      const { body } = await api.create('2024-03-03');
      simulator.deleteJob(body.job_sid);
      simulator.setJobLife(instantly());
      await api.create('2024-03-03');
      clock.advance(7 * DAY);
      await api.create('2024-03-02');
      expect(simulator.report().daysRequestedTwice).toEqual([]);
    });
  });
});

test('lateness runs from the end of a job to the first answer that came through and showed it', () => {
  const clock = manualClock();
  return withSimulator({ clock, jobLife: byDuration({ jobMs: HOUR }) }, async (simulator) => {
    simulator.faults.plan({ on: 'list', does: cutAfter() });
    const api = apiClient(simulator);
    await api.create('2024-03-01');
    await api.create('2024-03-02');
    const [first, second] = simulator.jobs().map(({ jobSid }) => jobSid);
    await api.fetch(first!);
    clock.advance(HOUR + MINUTE);
    await expect(api.list()).rejects.toThrow();
    await api.fetch(first!);
    expect(simulator.report().latenessMs).toEqual({ jobs: 1, mean: MINUTE, max: MINUTE });
    clock.advance(2 * MINUTE);
    await api.list();
    await api.fetch(second!);
    expect(simulator.report().latenessMs).toEqual({ jobs: 2, mean: 2 * MINUTE, max: 3 * MINUTE });
  });
});

/** Calls that come right after an answer were sent before it, and do not count. */
function untilNoneIsOnTheWay(): Promise<void> {
  return pause(120);
}

test('a call that comes before its Retry-After is over is counted, for its own account', () => {
  const clock = manualClock();
  const other = { accountSid: `AC${'f'.repeat(32)}`, authToken: 'other' };
  return withSimulator({ clock, accounts: [SIMULATED_ACCOUNT, other] }, async (simulator) => {
    const api = apiClient(simulator);
    simulator.faults.plan({ on: 'list', does: rateLimit({ retryAfterSeconds: 60 }) });
    simulator.faults.plan({ on: 'list', does: rateLimit({ retryAfterSeconds: 60, form: 'date' }) });
    await api.list();
    await apiClient(simulator, basic(other.accountSid, other.authToken)).days();
    expect(simulator.report().rateLimitViolations).toBe(0);
    clock.advance(59 * SECOND);
    await untilNoneIsOnTheWay();
    await api.days();
    expect(simulator.report().rateLimitViolations).toBe(1);
    clock.advance(SECOND);
    await api.list();
    expect(simulator.report().rateLimitViolations).toBe(1);
    await untilNoneIsOnTheWay();
    await api.list();
    expect(simulator.report().rateLimitViolations).toBe(2);
  });
});

test('the request log tells of each request, and how it ended', () => {
  const clock = manualClock();
  return withSimulator({ clock }, async (simulator) => {
    simulator.faults.plan({ on: 'days', does: cutAfter() });
    const api = apiClient(simulator);
    await api.list('?PageSize=7');
    clock.advance(MINUTE);
    await expect(api.days()).rejects.toThrow();
    await api.call('/nowhere', { authorization: null });
    const { accountSid } = SIMULATED_ACCOUNT;
    const monotonicMs = expect.any(Number) as number;
    const [first, later] = [clock() - MINUTE, clock()];
    expect(simulator.requests()).toEqual([
      {
        ...{ atMs: first, monotonicMs, operation: 'list', method: 'GET', status: 200, accountSid },
        path: '/v1/Exports/Messages/Jobs?PageSize=7',
      },
      {
        ...{ atMs: later, monotonicMs, operation: 'days', method: 'GET', status: null, accountSid },
        path: '/v1/Exports/Messages/Days',
        fault: 'cut after processing',
      },
      { atMs: later, monotonicMs, operation: 'other', method: 'GET', status: 401, path: '/nowhere' },
    ]);
  });
});

test('the report tells of what does not always occur only when it did', () =>
  withSimulator({ quota: { days: 1 } }, async (simulator) => {
    const api = apiClient(simulator);
    await api.create('2024-03-01..2024-03-02');
    await api.remove('JS1');
    expect(formatReport(simulator.report()).split('\n').slice(0, 2)).toEqual([
      'Calls     1 create, 0 list, 0 fetch, 0 days, 1 delete, 0 other',
      'Jobs      0 accepted, 1 refused, 1 of them for the quota',
    ]);
  }));

test('the report reads well', () =>
  withSimulator({ clock: manualClock() }, async (simulator) => {
    const api = apiClient(simulator);
    await api.create('2024-03-01..2024-03-03');
    await api.create('2024-03-03');
    await api.list();
    expect(formatReport(simulator.report()).split('\n')).toEqual([
      'Calls     2 create, 1 list, 0 fetch, 0 days, 0 other',
      'Jobs      2 accepted, 0 refused',
      'Requested 4 days, 1 twice: Messages/2024-03-03',
      'Days      3 exported, 0 empty, 0 failed, 0 deleted, 0 unfinished',
      'Lateness  0.0 s on average, 0.0 s at most, over 2 jobs',
      'Too early 0 calls before the end of a Retry-After',
    ]);
  }));
