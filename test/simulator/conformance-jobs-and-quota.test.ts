import { SIMULATED_ACCOUNT } from '../../simulator/accounts/account';
import { cutAfter, hang } from '../../simulator/faults/fault';
import { byDuration, byLooks, instantly } from '../../simulator/jobs/job-life';
import { withSimulator } from '../support/with-simulator';
import { apiClient, basic, daysByStatus, type ErrorBody } from './api-client';
import { HOUR, manualClock, SECOND } from './manual-clock';
import { until } from './until';

const { accountSid: PARENT } = SIMULATED_ACCOUNT;
const OTHER = { accountSid: `AC${'f'.repeat(32)}`, authToken: 'other' };

describe('case 14: a delete', () => {
  test('of a queued job answers 204 without a body, and the job will not run', () => {
    const clock = manualClock();
    const jobLife = byDuration({ jobMs: HOUR, queueMs: HOUR });
    return withSimulator({ clock, jobLife }, async (simulator) => {
      const api = apiClient(simulator);
      const { job_sid: jobSid } = (await api.create('2024-03-01..2024-03-02')).body;

      const { status, body, headers } = await api.remove(jobSid);

      expect([status, body, headers.get('content-type')]).toEqual([204, '', null]);
      const deleted = { DeletedByUserRequest: ['2024-03-01', '2024-03-02'] };
      expect(daysByStatus((await api.fetch(jobSid)).body)).toEqual(deleted);
      clock.advance(9 * HOUR);
      expect(daysByStatus((await api.list()).body.jobs[0]!)).toEqual(deleted);
      expect((await api.days()).body.days).toEqual([]);
    });
  });

  test('of a running job marks what runs and then deletes it; final days keep their outcome and file', () => {
    const clock = manualClock();
    return withSimulator({ clock, jobLife: byDuration({ jobMs: 3 * HOUR }) }, async (simulator) => {
      const api = apiClient(simulator);
      const { job_sid: jobSid } = (await api.create('2024-03-01..2024-03-03')).body;
      clock.advance(HOUR);
      expect((await api.remove(jobSid)).status).toBe(204);
      expect(daysByStatus((await api.fetch(jobSid)).body)).toEqual({
        Completed: ['2024-03-01'],
        RunningToBeDeleted: ['2024-03-02'],
        DeletedByUserRequest: ['2024-03-03'],
      });
      expect(daysByStatus((await api.fetch(jobSid)).body)).toEqual({
        Completed: ['2024-03-01'],
        DeletedByUserRequest: ['2024-03-02', '2024-03-03'],
      });
      expect((await api.days()).body.days).toMatchObject([{ day: '2024-03-01' }]);
      expect(simulator.report()).toMatchObject({ calls: { delete: 1 }, exportedDays: 1, deletedDays: 2 });
    });
  });

  test.each([
    ['is ignored', 'ignored', 204],
    ['is not found by switch', 'notFound', 404],
    ['is refused by switch', 'refused', 400],
  ] as const)('of a job that is over, or was deleted before, %s', (_name, deletesTooLate, status) =>
    withSimulator({ view: { deletesTooLate } }, async (simulator) => {
      const api = apiClient(simulator);
      const over = (await api.create('2024-03-01')).body.job_sid;
      expect((await api.remove(over)).status).toBe(status);
      expect(daysByStatus((await api.fetch(over)).body)).toEqual({ Completed: ['2024-03-01'] });

      simulator.setJobLife(byLooks(2));
      const deleted = (await api.create('2024-03-02')).body.job_sid;
      expect((await api.remove(deleted)).status).toBe(204);
      expect((await api.remove(deleted)).status).toBe(status);
    }),
  );

  test('leaves the job in list and fetch, or nowhere by switch, once nothing of it runs', () =>
    withSimulator({ jobLife: byLooks(2) }, async (simulator) => {
      const api = apiClient(simulator);
      const { job_sid: jobSid } = (await api.create('2024-03-01')).body;
      await api.remove(jobSid);
      expect((await api.list()).body.jobs).toHaveLength(1);
      simulator.setView({ deletedJobs: 'gone' });
      expect((await api.list()).body.jobs).toEqual([]);
      expect((await api.fetch(jobSid)).status).toBe(404);
      expect((await api.remove(jobSid)).status).toBe(404);

      simulator.setJobLife(instantly());
      await api.create('2024-03-02');
      expect((await api.list()).body.jobs).toHaveLength(1);
    }));

  test('of the job of another account, and of none, answers 404 and deletes nothing', () =>
    withSimulator({ accounts: [SIMULATED_ACCOUNT, OTHER], jobLife: byLooks(9) }, async (simulator) => {
      const api = apiClient(simulator);
      const { job_sid: jobSid } = (await api.create('2024-03-01')).body;
      const stranger = apiClient(simulator, basic(OTHER.accountSid, OTHER.authToken));
      expect((await stranger.remove(jobSid)).body).toMatchObject({ status: 404, code: 20404 });
      expect((await api.remove(`JS${'0'.repeat(32)}`)).status).toBe(404);
      expect(daysByStatus((await api.fetch(jobSid)).body)).toEqual({ Submitted: ['2024-03-01'] });
    }));
});

describe('case 6: the quota', () => {
  const subaccount = { ...OTHER, parentSid: PARENT };
  const accounts = [SIMULATED_ACCOUNT, subaccount];

  test.each([
    [400, 20001],
    [429, 20429],
  ] as const)(
    'lets 366 days through for parent and subaccount together, refuses more with %s, and is new at 00:00 UTC',
    (refusal, code) => {
      const clock = manualClock('2024-03-10T23:59:59.000Z');
      return withSimulator({ clock, accounts, quota: { days: 366, refusal } }, async (simulator) => {
        const parent = apiClient(simulator);
        const child = apiClient(simulator, basic(OTHER.accountSid, OTHER.authToken));
        expect((await parent.create('2023-01-01..2023-10-27')).status).toBe(201);
        expect((await child.create('2023-01-01..2023-03-07', { resourceType: 'Calls' })).status).toBe(201);
        expect(simulator.report().requestedDays).toBe(366);

        for (const api of [parent, child]) {
          const { status, body, headers } = await api.create<ErrorBody>('2024-03-01');
          expect([status, body.code, headers.get('retry-after')]).toEqual([refusal, code, null]);
          expect(body.message).toContain('limit of 366 days per calendar day');
        }
        clock.advance(SECOND);
        expect((await child.create('2024-03-01')).status).toBe(201);

        expect(simulator.report()).toMatchObject({
          creates: { accepted: 3, refused: 2 },
          refusedForQuota: 2,
          requestedDays: 367,
          requestedDaysByUtcDay: { '2024-03-10': 366, '2024-03-11': 1 },
        });
      });
    },
  );

  test('charges nothing for a refused create, whatever it was refused for', () =>
    withSimulator({ quota: { days: 3 } }, async (simulator) => {
      const api = apiClient(simulator);
      expect((await api.create('2024-03-01..2024-03-04')).status).toBe(400);
      expect((await api.create('nonsense')).status).toBe(400);
      expect((await api.create('2024-03-01..2024-03-03')).status).toBe(201);
      expect(simulator.report()).toMatchObject({ creates: { accepted: 1, refused: 2 }, refusedForQuota: 1 });
    }));

  test('is that of an account alone when it has no parent', () =>
    withSimulator({ accounts: [SIMULATED_ACCOUNT, OTHER], quota: { days: 1 } }, async (simulator) => {
      const stranger = apiClient(simulator, basic(OTHER.accountSid, OTHER.authToken));
      expect((await apiClient(simulator).create('2024-03-01')).status).toBe(201);
      expect((await stranger.create('2024-03-01')).status).toBe(201);
    }));

  test('counts over all types, or over each by switch', () =>
    withSimulator({ quota: { days: 1 } }, async (simulator) => {
      const api = apiClient(simulator);
      const createCalls = async (): Promise<number> => (await api.create('2024-03-01', { resourceType: 'Calls' })).status;
      await api.create('2024-03-01');
      expect(await createCalls()).toBe(400);
      simulator.setQuota({ countedOver: 'eachType' });
      expect(await createCalls()).toBe(201);
      expect(await createCalls()).toBe(400);
    }));

  test('keeps what failed or was deleted, or gives it back by switch', () =>
    withSimulator({ quota: { days: 3 } }, async (simulator) => {
      const api = apiClient(simulator);
      simulator.day('2024-03-01').failsForEver();
      await api.create('2024-03-01..2024-03-02');
      simulator.setJobLife(byLooks(1));
      await api.remove((await api.create('2024-03-03')).body.job_sid);
      expect((await api.create('2024-03-04')).status).toBe(400);
      simulator.setQuota({ givesBack: 'failedAndDeletedDays' });
      expect((await api.create('2024-03-04..2024-03-06')).status).toBe(400);
      expect((await api.create('2024-03-04..2024-03-05')).status).toBe(201);
    }));

  test('can be spent by somebody else, of whom no job is to be seen', () => {
    const clock = manualClock();
    return withSimulator({ clock, accounts, quota: { days: 10 } }, async (simulator) => {
      const api = apiClient(simulator);
      simulator.spendQuota(6);
      simulator.spendQuota(3, OTHER.accountSid);
      expect((await api.create('2024-03-01..2024-03-02')).status).toBe(400);
      expect((await api.create('2024-03-01')).status).toBe(201);
      expect(simulator.jobs()).toHaveLength(1);
      clock.advance(12 * HOUR);
      expect((await api.create('2024-02-01..2024-02-10')).status).toBe(201);
    });
  });

  test('is not there unless it is asked for', () =>
    withSimulator(async (simulator) => {
      expect((await apiClient(simulator).create('2014-01-01..2023-12-31')).status).toBe(201);
    }));
});

describe('case 23: a burst over the concurrency limit', () => {
  test.each([
    ['does not tell', 'none', null],
    ['tells in seconds', 'seconds', '7'],
    ['tells as a date', 'date', 'Sun, 10 Mar 2024 12:00:07 GMT'],
  ] as const)('is refused and not processed, and %s when to come back', (_name, form, retryAfter) => {
    const options = {
      clock: manualClock(),
      accounts: [SIMULATED_ACCOUNT, OTHER],
      concurrency: { limit: 2, form, retryAfterSeconds: 7 },
      quota: { days: 1 },
    };
    return withSimulator(options, async (simulator) => {
      simulator.faults.plan({ on: 'list', times: 2, does: hang(60_000) });
      const api = apiClient(simulator);
      const patience = new AbortController();
      const { signal } = patience;
      const slow = [1, 2].map(() => api.call('/v1/Exports/Messages/Jobs', { signal }));
      const areLost = Promise.allSettled(slow);
      await until(() => simulator.requests().length === 2);

      const refused = await api.create('2024-03-01');
      const stranger = apiClient(simulator, basic(OTHER.accountSid, OTHER.authToken));
      expect((await stranger.list()).status).toBe(200);
      expect(refused.body).toMatchObject({ status: 429, code: 20429 });
      expect(refused.headers.get('retry-after')).toBe(retryAfter);
      expect(simulator.jobs()).toEqual([]);
      expect(simulator.requests()[2]).toMatchObject({ status: 429, fault: 'concurrency limit' });

      patience.abort();
      await areLost;
      let taken: number;
      do taken = (await api.create('2024-03-01')).status;
      while (taken === 429);
      expect(taken).toBe(201);
    });
  });
});

test('case 24: a create whose answer is lost is charged, and so is the one that is sent again', () =>
  withSimulator({ quota: { days: 4 } }, async (simulator) => {
    simulator.faults.plan({ on: 'create', does: cutAfter() });
    const api = apiClient(simulator);
    await expect(api.create('2024-03-01..2024-03-02')).rejects.toThrow();
    expect((await api.create('2024-03-01..2024-03-02')).status).toBe(201);
    expect((await api.list()).body.jobs).toHaveLength(2);
    expect((await api.create('2024-03-05')).status).toBe(400);
    expect(simulator.report()).toMatchObject({ requestedDays: 4, refusedForQuota: 1 });
    expect(simulator.report().daysRequestedTwice).toEqual(['Messages/2024-03-01', 'Messages/2024-03-02']);
  }));
