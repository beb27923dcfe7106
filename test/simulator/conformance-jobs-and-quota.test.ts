import { SIMULATED_ACCOUNT } from '../../simulator/account';
import { byDuration, byLooks, instantly } from '../../simulator/job-life';
import { withSimulator } from '../support/with-simulator';
import { apiClient, basic, daysByStatus } from './api-client';
import { HOUR, manualClock } from './manual-clock';

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
    ['is refused by switch', 'notFound', 404],
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
