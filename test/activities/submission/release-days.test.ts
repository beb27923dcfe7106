import { ApplicationFailure } from '@temporalio/common';
import { FAILURE } from '../../../src/contract/failure-types';
import { NOON } from '../../domain/support/instants';
import { withActivities, type ActivityBench } from '../support/activity-bench';

const RESERVATION = { nonce: 'a', reservationNumber: 1 };

function inputOf({ binding }: ActivityBench) {
  return { binding, reservations: [RESERVATION], options: { pollMinMs: 30_000 } };
}

test('the days of a reservation are free again, also when it is released twice', () =>
  withActivities(async (bench) => {
    bench.quota.reserve('a', '1..5');
    await bench.activities().releaseDays(inputOf(bench));
    await bench.activities({ number: 2 }).releaseDays(inputOf(bench));
    expect(bench.quota.state).toMatchObject({ grantedDays: 0, leases: [] });
    expect(bench.requests()).toEqual([]);
  }));

test('a reservation that became a job keeps its days', () =>
  withActivities(async (bench) => {
    bench.quota.reserve('a', '1..5');
    bench.quota.call({ call: 'settle', reservation: RESERVATION, jobSid: 'JS1', endsAtMs: NOON + 1 });
    await bench.activities().releaseDays(inputOf(bench));
    expect(bench.quota.state.grantedDays).toBe(5);
  }));

test('a quota that does not answer is tried again', () =>
  withActivities(async (bench) => {
    const away = ApplicationFailure.create({ type: FAILURE.quotaAway, nextRetryDelay: 1000 });
    const quota = { ...bench.attempt().quota, call: () => Promise.reject(away) };
    await expect(bench.activities({ quota }).releaseDays(inputOf(bench))).rejects.toBe(away);
  }));
