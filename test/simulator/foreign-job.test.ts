import { byLooks } from '../../simulator/jobs/job-life';
import { withSimulator } from '../support/with-simulator';
import { apiClient } from './api-client';
import { DAY, manualClock } from './manual-clock';

const ORDER = { resourceType: 'Messages', startDay: '2024-03-01', endDay: '2024-03-02', friendlyName: 'of somebody else' };

test('a job of somebody else is listed like any other, and in no request log', () =>
  withSimulator(async (simulator) => {
    const jobSid = simulator.createJob(ORDER);
    expect(simulator.requests()).toEqual([]);
    expect(simulator.jobs()).toMatchObject([{ jobSid, friendlyName: 'of somebody else', isOver: true }]);
    const { body } = await apiClient(simulator).list();
    expect(body.jobs.map((job) => job.job_sid)).toEqual([jobSid]);
  }));

test('it is charged to the quota, and refused where nothing is left', () =>
  withSimulator({ quota: { days: 3 } }, (simulator) => {
    simulator.createJob(ORDER);
    expect(() => simulator.createJob(ORDER)).toThrow('The limit of 3 days');
    expect(() => simulator.createJob({ ...ORDER, endDay: '2024-02-29' })).toThrow('EndDay must not be before');
    return Promise.resolve();
  }));

test('every request for a day is known: which job, how it stands, and which job made it needless', () => {
  const clock = manualClock();
  return withSimulator({ clock }, (simulator) => {
    simulator.day('2024-03-02').failsForEver();
    const first = simulator.createJob(ORDER);
    const finalSinceMs = clock();
    clock.advance(DAY);
    const second = simulator.createJob({ ...ORDER, life: byLooks(1) });
    simulator.deleteJob(second);
    simulator.forgetJob(second);
    expect(simulator.dayRequests()).toEqual([
      { jobSid: first, resourceType: 'Messages', day: '2024-03-01', status: 'Completed', finalSinceMs },
      { jobSid: first, resourceType: 'Messages', day: '2024-03-02', status: 'Failed', finalSinceMs },
      {
        jobSid: second,
        resourceType: 'Messages',
        day: '2024-03-01',
        status: 'DeletedByUserRequest',
        finalSinceMs: clock(),
        needlessBecauseOf: first,
      },
      { jobSid: second, resourceType: 'Messages', day: '2024-03-02', status: 'DeletedByUserRequest', finalSinceMs: clock() },
    ]);
    expect(simulator.jobs()[1]).toMatchObject({ deletedAtMs: clock(), isForgotten: true, isOver: true });
    return Promise.resolve();
  });
});
