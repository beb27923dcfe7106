import { answer, cutAfter } from '../../../simulator/faults/fault';
import type { CancelJobsInput } from '../../../src/activities/submission/cancel-jobs';
import { HOUR, MINUTE, NOON, SECOND } from '../../domain/support/instants';
import { named } from '../../domain/support/reports';
import { days } from '../../support/days';
import { cancelled, createJob, withActivities, type ActivityBench } from '../support/activity-bench';

const TWO_DAYS = '2024-03-01..2024-03-02';

function inputOf({ binding }: ActivityBench, ...jobSids: string[]): CancelJobsInput {
  return {
    binding,
    resourceType: 'Messages',
    jobs: jobSids.map((jobSid) => ({ jobSid, range: days(TWO_DAYS), openDays: [days(TWO_DAYS)], submittedAtMs: NOON })),
    reservations: [],
    options: { cancelWithinMs: 10 * SECOND, pollMinMs: 30 * SECOND },
  };
}

test('an open job is deleted and seen to end; the days that ended before keep their outcome', () =>
  withActivities(async (bench) => {
    const jobSid = createJob(bench, TWO_DAYS);
    bench.clock.advance(40 * MINUTE);
    const { over, remaining, reports } = await bench.activities().cancelJobs(inputOf(bench, jobSid));
    expect({ over, remaining }).toEqual({ over: [jobSid], remaining: [] });
    expect(reports.map(named)).toEqual(['Completed 1; DeletedByUserRequest 2']);
    expect(bench.requests()).toEqual(['delete', 'list', 'list']);
  }));

test('of a job that is over and names no days, those with a file are exported', () =>
  withActivities(async (bench) => {
    bench.simulator.setView({ daysInList: 'null', daysInFetch: 'null' });
    bench.simulator.day('2024-03-02').failsForEver();
    const jobSid = createJob(bench, TWO_DAYS);
    bench.clock.advance(2 * HOUR);
    const { over, reports } = await bench.activities().cancelJobs(inputOf(bench, jobSid));
    expect(over).toEqual([jobSid]);
    expect(reports.map(named)).toEqual(['Completed 1; Failed 2']);
    expect(bench.requests()).toEqual(['delete', 'list', 'fetch', 'days']);
  }));

test('of a job that is gone, days with a file are exported', () =>
  withActivities(async (bench) => {
    const jobSid = createJob(bench, TWO_DAYS);
    bench.clock.advance(40 * MINUTE);
    bench.simulator.forgetJob(jobSid);
    const { over, reports } = await bench.activities().cancelJobs(inputOf(bench, jobSid));
    expect(over).toEqual([jobSid]);
    expect(reports.map(named)).toEqual(['Completed 1']);
  }));

test('a job that Twilio does not know is over', () =>
  withActivities(async (bench) => {
    const jobSid = createJob(bench, TWO_DAYS);
    bench.simulator.forgetJob(jobSid);
    const { over, reports } = await bench.activities().cancelJobs(inputOf(bench, jobSid));
    expect(over).toEqual([jobSid]);
    expect(reports).toMatchObject([{ isSeen: false }]);
  }));

test('a delete whose reply is lost is sent again after a pause', () =>
  withActivities(async (bench) => {
    const jobSid = createJob(bench, TWO_DAYS);
    bench.simulator.faults.plan({ on: 'delete', does: cutAfter() });
    expect((await bench.activities().cancelJobs(inputOf(bench, jobSid))).over).toEqual([jobSid]);
    expect(bench.requests()).toEqual(['delete', 'delete', 'list', 'list']);
    expect(bench.slept).toEqual([5 * SECOND, 5 * SECOND]);
  }));

test('a job that cannot be deleted in time remains, with what Twilio answered last', () =>
  withActivities(async (bench) => {
    const jobSid = createJob(bench, TWO_DAYS);
    bench.simulator.faults.plan({ on: 'delete', times: 3, does: answer({ status: 503 }) });
    const { over, remaining } = await bench.activities().cancelJobs(inputOf(bench, jobSid));
    expect(over).toEqual([]);
    expect(remaining).toMatchObject([{ jobSid, message: expect.stringContaining('503') as string }]);
    expect(bench.slept).toEqual([5 * SECOND, 5 * SECOND]);
  }));

test('an unused reservation is returned', () =>
  withActivities(async (bench) => {
    bench.quota.reserve('a', '1..5');
    const reservations = [{ nonce: 'a', reservationNumber: 1 }];
    await bench.activities().cancelJobs({ ...inputOf(bench), reservations });
    expect(bench.quota.state.grantedDays).toBe(0);
  }));

test('a cancelled attempt deletes nothing', () =>
  withActivities(async (bench) => {
    const reason = new Error('cancelled');
    const input = inputOf(bench, createJob(bench, TWO_DAYS));
    await expect(bench.activities(cancelled(reason)).cancelJobs(input)).rejects.toBe(reason);
    expect(bench.requests()).toEqual([]);
  }));
