import { cutBefore } from '../../../simulator/faults/fault';
import { findOwnJob, nameOf } from '../../../src/activities/submission/find-own-job';
import { SECOND } from '../../domain/support/instants';
import { holder } from '../../domain/support/quotas';
import { days } from '../../support/days';
import { cancelled, createJob, withActivities } from '../support/activity-bench';

const RANGE = '2024-03-01..2024-03-05';
const SUBMISSION = { holder: holder('n'), chunk: days(RANGE), reservationNumber: 1 };
const WAIT_MS = 90 * SECOND;

test('a first attempt looks once', () =>
  withActivities(async (bench) => {
    createJob(bench, RANGE, nameOf({ ...SUBMISSION, reservationNumber: 2 }));
    const { own, list } = await findOwnJob(bench.attempt(), SUBMISSION, WAIT_MS);
    expect(own).toBeUndefined();
    expect(list.value).toHaveLength(1);
    expect(bench.requests()).toEqual(['list']);
  }));

test('a later attempt looks three times, over the whole wait', () =>
  withActivities(async (bench) => {
    const { own } = await findOwnJob(bench.attempt({ number: 2 }), SUBMISSION, WAIT_MS);
    expect(own).toBeUndefined();
    expect(bench.requests()).toEqual(['list', 'list', 'list']);
    expect(bench.slept).toEqual([45 * SECOND, 45 * SECOND]);
  }));

test.each([
  ['shorter', 30 * SECOND, 4],
  ['longer', 300 * SECOND, 3],
])('it looks three times at least and over the whole wait when pauses are %s', (_title, pauseMs, looks) =>
  withActivities(async (bench) => {
    const sleep = () => {
      bench.clock.advance(pauseMs);
      return Promise.resolve();
    };
    await findOwnJob(bench.attempt({ number: 2, sleep }), SUBMISSION, WAIT_MS);
    expect(bench.requests()).toHaveLength(looks);
  }),
);

test('a later attempt finds a job that the list shows late', () =>
  withActivities(async (bench) => {
    bench.simulator.setView({ newJobsVisibleAfterMs: 30 * SECOND });
    const jobSid = createJob(bench, RANGE, nameOf(SUBMISSION));
    const { own } = await findOwnJob(bench.attempt({ number: 2 }), SUBMISSION, WAIT_MS);
    expect(own?.jobSid).toBe(jobSid);
    expect(bench.slept).toEqual([45 * SECOND]);
  }));

test('a deleted job is not found', () =>
  withActivities(async (bench) => {
    bench.simulator.deleteJob(createJob(bench, RANGE, nameOf(SUBMISSION)));
    expect((await findOwnJob(bench.attempt(), SUBMISSION, WAIT_MS)).own).toBeUndefined();
  }));

test('a look without a reply is not "no job"', () =>
  withActivities(async (bench) => {
    bench.simulator.faults.plan({ on: 'list', after: 1, does: cutBefore() });
    const looks = findOwnJob(bench.attempt({ number: 2 }), SUBMISSION, WAIT_MS);
    await expect(looks).rejects.toMatchObject({ kind: 'unavailable' });
  }));

test('a cancelled attempt does not look', () =>
  withActivities(async (bench) => {
    const reason = new Error('cancelled');
    await expect(findOwnJob(bench.attempt(cancelled(reason)), SUBMISSION, WAIT_MS)).rejects.toBe(reason);
  }));
