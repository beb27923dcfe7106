import { gunzipSync } from 'node:zlib';
import { answer } from '../../../simulator/faults/fault';
import { ACCOUNT, createJob, failureOf, withActivities } from '../support/activity-bench';

const OURS = 'dayhaul 01234567-89ab 2024-03-01..2024-03-05 submission 1';
const RANGE = '2024-03-01..2024-03-05';

function itemsOf({ packed }: { readonly packed: string }): unknown {
  return JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString());
}

test('a list has every job as it is at Twilio, and thousands of jobs are far below what Temporal accepts', () =>
  withActivities(async (bench) => {
    for (let number = 0; number < 3000; number++) createJob(bench, RANGE, `${OURS} ${'x'.repeat(900)}`);
    const list = await bench.activities().listJobs({ account: ACCOUNT, resourceType: 'Messages' });
    expect(itemsOf(list)).toHaveLength(3000);
    expect(list.packed.length).toBeLessThan(1_000_000);
  }));

test('the days are listed with their size, and on which day they were made', () =>
  withActivities(async (bench) => {
    createJob(bench, '2024-03-01');
    bench.clock.advance(3_600_000);
    const list = await bench.activities().listDays({ account: ACCOUNT, resourceType: 'Messages' });
    expect(itemsOf(list)).toEqual([{ day: '2024-03-01', size: expect.any(Number) as number, createdOn: '2024-05-01' }]);
  }));

test.each([
  [OURS, {}, true],
  [`${OURS} of the sales team`, {}, true],
  ['dayhaul 01234567-89ab', {}, true],
  ['dayhaul exports', {}, false],
  ['theirs', {}, false],
  ['theirs', { jobDelete: true }, true],
])('a job named "%s" is deleted by a worker with the permissions %j: %s', (friendlyName, permissions, isDeleted) =>
  withActivities(async (bench) => {
    const jobSid = createJob(bench, RANGE, friendlyName);
    const deleting = bench.activities({ permissions }).deleteJob({ account: ACCOUNT, jobSid, by: 'me', reason: 'test' });
    if (isDeleted) {
      expect(await deleting).toMatchObject({ isAccepted: true, answer: 'Twilio accepted the deletion.', job: { jobSid } });
    } else {
      const failure = await failureOf(deleting);
      expect(failure).toMatchObject({ type: 'Refused', nonRetryable: true });
      expect(failure.message).toContain('set DAYHAUL_ALLOW_JOB_DELETE=true');
    }
    expect(bench.requests().includes('delete')).toBe(isDeleted);
  }),
);

test('a job of another account is not shown and not deleted', () =>
  withActivities(async (bench) => {
    const jobSid = `JS${'0'.repeat(32)}`;
    const activities = bench.activities({ permissions: { jobDelete: true } });
    for (const attempt of [activities.readJob({ account: ACCOUNT, jobSid }), activities.deleteJob({ account: ACCOUNT, jobSid })]) {
      expect((await failureOf(attempt)).message).toBe(`Twilio has no job ${jobSid} of account ${bench.binding.accountSid}.`);
    }
    expect(bench.requests()).not.toContain('delete');
  }));

test("Twilio's rejection is an answer, and an outage is a failure", () =>
  withActivities(async (bench) => {
    const jobSid = createJob(bench, RANGE, OURS);
    bench.simulator.faults.plan({ on: 'delete', does: answer({ status: 409, body: { code: 20009, message: 'Too late' } }) });
    const rejected = await bench.activities().deleteJob({ account: ACCOUNT, jobSid });
    expect(rejected).toMatchObject({ isAccepted: false, answer: expect.stringContaining('Too late') as string, job: { jobSid } });
    bench.simulator.faults.plan({ on: 'delete', does: answer({ status: 503 }) });
    expect(await failureOf(bench.activities().deleteJob({ account: ACCOUNT, jobSid }))).toMatchObject({ type: 'Unavailable' });
  }));
