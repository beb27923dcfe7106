import { byDuration, byLooks, instantly } from '../../simulator/jobs/job-life';
import { withSimulator } from '../support/with-simulator';
import { apiClient, daysByStatus, type ApiClient } from './api-client';
import { HOUR, manualClock, MINUTE } from './manual-clock';

test('instantly, a job is over when it is created', () =>
  withSimulator({ jobLife: instantly() }, async (simulator) => {
    const api = apiClient(simulator);
    const { body } = await api.create('2024-03-01');
    expect(daysByStatus((await api.fetch(body.job_sid)).body)).toEqual({ Completed: ['2024-03-01'] });
  }));

describe('by looks', () => {
  test('a list and a fetch move a day alike, and time does not', () => {
    const clock = manualClock();
    return withSimulator({ clock, jobLife: byLooks(2) }, async (simulator) => {
      const api = apiClient(simulator);
      const { job_sid: jobSid } = (await api.create('2024-03-01')).body;
      clock.advance(100 * HOUR);
      const first = (await api.fetch(jobSid)).body;
      const second = (await api.list()).body.jobs[0]!;
      const third = (await api.fetch(jobSid)).body;
      expect([first, second, third].map((job) => job.details?.[0]?.status)).toEqual(['Submitted', 'Running', 'Completed']);
    });
  });

  test('only jobs on the page that was asked for move', () =>
    withSimulator({ jobLife: byLooks(1) }, async (simulator) => {
      const api = apiClient(simulator);
      const older = (await api.create('2024-03-01')).body.job_sid;
      await api.create('2024-03-02');
      await api.list('?PageSize=1');
      await api.list('?PageSize=1');
      expect(daysByStatus((await api.fetch(older)).body)).toEqual({ Submitted: ['2024-03-01'] });
    }));

  test('there is no estimated end to tell', () =>
    withSimulator({ jobLife: byLooks(1) }, async (simulator) => {
      const { body } = await apiClient(simulator).create('2024-03-01');
      expect(body.estimated_completion_time).toBeNull();
    }));
});

describe('by duration', () => {
  test('at most the given number of jobs runs at a time, whatever their resource type', () => {
    const clock = manualClock();
    const jobLife = byDuration({ jobMs: HOUR, parallel: 2 });
    return withSimulator({ clock, jobLife }, async (simulator) => {
      const api = apiClient(simulator);
      const created = [
        await api.create('2024-03-01'),
        await api.create('2024-03-02', { resourceType: 'Calls' }),
        await api.create('2024-03-03'),
      ];
      const sids = created.map(({ body }) => body.job_sid);
      expect(await statusesOf(api, sids)).toEqual(['Running', 'Running', 'Submitted']);
      clock.advance(HOUR);
      expect(await statusesOf(api, sids)).toEqual(['Completed', 'Completed', 'Running']);
    });
  });

  test('a job waits out its time in the queue', () => {
    const clock = manualClock();
    return withSimulator({ clock, jobLife: byDuration({ jobMs: HOUR, queueMs: MINUTE }) }, async (simulator) => {
      const api = apiClient(simulator);
      const sids = [(await api.create('2024-03-01')).body.job_sid];
      expect(await statusesOf(api, sids)).toEqual(['Submitted']);
      clock.advance(MINUTE);
      expect(await statusesOf(api, sids)).toEqual(['Running']);
    });
  });

  test('waiting jobs move up when a job before them is deleted', () => {
    const clock = manualClock();
    const jobLife = byDuration({ jobMs: HOUR, parallel: 1 });
    return withSimulator({ clock, jobLife }, async (simulator) => {
      const api = apiClient(simulator);
      for (const day of ['2024-03-01', '2024-03-02', '2024-03-03']) await api.create(day);
      const [running, waiting, last] = simulator.jobs().map(({ jobSid }) => jobSid);
      clock.advance(MINUTE);
      simulator.deleteJob(waiting!);
      expect((await api.fetch(last!)).body).toMatchObject({
        job_queue_position: '2',
        estimated_completion_time: '2024-03-10T14:00:00.000',
      });
      simulator.deleteJob(running!);
      expect(await statusesOf(api, [last!])).toEqual(['Running']);
    });
  });

  test('a day that will fail shows errors during its run', () => {
    const clock = manualClock();
    return withSimulator({ clock, jobLife: byDuration({ jobMs: HOUR }) }, async (simulator) => {
      simulator.day('2024-03-01').failsForEver();
      const api = apiClient(simulator);
      const sids = [(await api.create('2024-03-01')).body.job_sid];
      const seen: string[] = [];
      for (let half = 0; half < 3; half++) {
        seen.push(...(await statusesOf(api, sids)));
        clock.advance(HOUR / 2);
      }
      expect(seen).toEqual(['Running', 'ErrorDuringRun', 'Failed']);
    });
  });
});

test('a new life holds for jobs created from then on', () =>
  withSimulator({ jobLife: byLooks(5) }, async (simulator) => {
    const api = apiClient(simulator);
    await api.create('2024-03-01');
    simulator.setJobLife(instantly());
    await api.create('2024-03-02');
    const sids = simulator.jobs().map(({ jobSid }) => jobSid);
    expect(await statusesOf(api, sids)).toEqual(['Submitted', 'Completed']);
  }));

/** The status of jobs of one day each. */
async function statusesOf(api: ApiClient, jobSids: readonly string[]): Promise<string[]> {
  const statuses: string[] = [];
  for (const jobSid of jobSids) {
    const { body } = await api.fetch(jobSid);
    statuses.push(...(body.details ?? []).map(({ status }) => status));
  }
  return statuses;
}
