import { byDuration, byLooks } from '../../simulator/jobs/job-life';
import { withSimulator } from '../support/with-simulator';
import { apiClient, daysByStatus, download, recordsIn, type ApiClient } from './api-client';
import { HOUR, manualClock } from './manual-clock';

test('a day reports one status per look, and the last one stays', () =>
  withSimulator(async (simulator) => {
    simulator.day('2024-03-01').reports('Running', 'Pondering', 'Failed');
    expect(await seenOver(4, apiClient(simulator))).toEqual(['Running', 'Pondering', 'Failed', 'Failed']);
  }));

test('what follows a resubmission is told attempt by attempt, and then the day is as any other', () =>
  withSimulator(async (simulator) => {
    simulator.day('2024-03-01').reports('Failed').afterResubmission('Running', 'Failed').afterResubmission('Submitted', 'Failed');
    const api = apiClient(simulator);
    expect(await seenOver(1, api)).toEqual(['Failed']);
    expect(await seenOver(2, api)).toEqual(['Running', 'Failed']);
    expect(await seenOver(2, api)).toEqual(['Submitted', 'Failed']);
    expect(await seenOver(1, api)).toEqual(['Completed']);
  }));

test('a scripted day goes its own way while the others follow the life of the job', () => {
  const clock = manualClock();
  return withSimulator({ clock, jobLife: byDuration({ jobMs: HOUR }) }, async (simulator) => {
    simulator.day('2024-03-02').reports('Running', 'Running', 'Failed');
    const api = apiClient(simulator);
    const { job_sid: jobSid } = (await api.create('2024-03-01..2024-03-02')).body;
    clock.advance(HOUR);
    const { body } = await api.fetch(jobSid);
    expect(daysByStatus(body)).toEqual({ Completed: ['2024-03-01'], Running: ['2024-03-02'] });
    expect(body.job_queue_position).toBe('1');
  });
});

test('a day fails as often as it is told, at the pace of its job', () =>
  withSimulator({ jobLife: byLooks(3) }, async (simulator) => {
    simulator.day('2024-03-01').fails(1);
    const api = apiClient(simulator);
    expect(await seenOver(4, api)).toEqual(['Submitted', 'Running', 'ErrorDuringRun', 'Failed']);
    expect(await seenOver(4, api)).toEqual(['Submitted', 'Running', 'Running', 'Completed']);
  }));

test('an empty day ends without records', () =>
  withSimulator(async (simulator) => {
    simulator.day('2024-03-01').isEmpty();
    expect(await seenOver(1, apiClient(simulator))).toEqual(['CompletedEmptyRecords']);
  }));

test('a day has as many records as it is told, for one resource type or for all', () =>
  withSimulator(async (simulator) => {
    simulator.day('2024-03-01').hasRecords(3);
    simulator.day('2024-03-01', 'Calls').hasRecords(1);
    const api = apiClient(simulator);
    const counts: number[] = [];
    for (const resourceType of ['Messages', 'Calls']) {
      await api.create('2024-03-01', { resourceType });
      counts.push(recordsIn(await download(await api.linkTo('2024-03-01', resourceType))).length);
    }
    expect(counts).toEqual([3, 1]);
  }));

test.each([-1, 1.5, NaN])('a day cannot have %p records', (count) =>
  withSimulator((simulator) => {
    expect(() => simulator.day('2024-03-01').hasRecords(count)).toThrow('a whole number of records');
    return Promise.resolve();
  }),
);

test('a script for one resource type leaves the others alone', () =>
  withSimulator(async (simulator) => {
    simulator.day('2024-03-01', 'Calls').failsForEver();
    const api = apiClient(simulator);
    expect(await seenOver(1, api)).toEqual(['Completed']);
    expect(await seenOver(1, api, 'Calls')).toEqual(['Failed']);
  }));

describe('a job deleted at Twilio', () => {
  test('passes through marked-for-deletion where it ran, and keeps what was completed', () => {
    const clock = manualClock();
    return withSimulator({ clock, jobLife: byDuration({ jobMs: 3 * HOUR }) }, async (simulator) => {
      const api = apiClient(simulator);
      const { job_sid: jobSid } = (await api.create('2024-03-01..2024-03-03')).body;
      clock.advance(HOUR);
      simulator.deleteJob(jobSid);
      expect(daysByStatus((await api.fetch(jobSid)).body)).toEqual({
        Completed: ['2024-03-01'],
        RunningToBeDeleted: ['2024-03-02'],
        DeletedByUserRequest: ['2024-03-03'],
      });
      clock.advance(9 * HOUR);
      expect(daysByStatus((await api.fetch(jobSid)).body)).toEqual({
        Completed: ['2024-03-01'],
        DeletedByUserRequest: ['2024-03-02', '2024-03-03'],
      });
      expect((await api.days()).body.days).toMatchObject([{ day: '2024-03-01' }]);
    });
  });

  test('is left as it is when it was over', () =>
    withSimulator(async (simulator) => {
      const api = apiClient(simulator);
      const { job_sid: jobSid } = (await api.create('2024-03-01')).body;
      simulator.deleteJob(jobSid);
      expect(daysByStatus((await api.fetch(jobSid)).body)).toEqual({ Completed: ['2024-03-01'] });
    }));
});

test('a forgotten job is gone from list and fetch, and its day files stay', () =>
  withSimulator(async (simulator) => {
    const api = apiClient(simulator);
    const { job_sid: jobSid } = (await api.create('2024-03-01')).body;
    simulator.forgetJob(jobSid);
    expect((await api.list()).body.jobs).toEqual([]);
    expect((await api.fetch(jobSid)).status).toBe(404);
    expect((await api.days()).body.days).toHaveLength(1);
  }));

/** Ask for 1 March in a new job, and look at the job so many times. */
async function seenOver(looks: number, api: ApiClient, resourceType = 'Messages'): Promise<string[]> {
  const { body } = await api.create('2024-03-01', { resourceType });
  const seen: string[] = [];
  for (let look = 0; look < looks; look++) {
    const { details } = (await api.fetch(body.job_sid)).body;
    seen.push(...(details ?? []).map(({ status }) => status));
  }
  return seen;
}
