import { answer, answerAfterProcessing, cutAfter } from '../../../simulator/faults/fault';
import { DEFAULT_OPTIONS } from '../../../src/domain/request/export-options';
import { DAY, MINUTE, NOON } from '../../domain/support/instants';
import { days } from '../../support/days';
import { createJob, failureOf, withActivities } from '../support/activity-bench';
import { GRANTED, grantedDays } from '../support/granted-days';

test('a chunk becomes a job, and its reservation is settled', () =>
  withActivities(async (bench) => {
    const result = await bench.activities().submitJob(grantedDays(bench));
    const [job] = bench.simulator.jobs();
    expect(result).toMatchObject({
      kind: 'submitted',
      submission: { jobSid: job?.jobSid, range: days(GRANTED), submittedAtMs: NOON },
    });
    expect(bench.simulator.submittedRanges()).toEqual([GRANTED]);
    expect(bench.quota.state.leases).toMatchObject([{ jobSid: job?.jobSid, endsAtMs: NOON + 95_000 }]);
  }));

test('a create waits for those of the chunks before it; a later attempt does not', () =>
  withActivities(async (bench) => {
    const input = grantedDays(bench, { sendAfterMs: 30 });
    await bench.activities().submitJob(input);
    expect(bench.slept).toEqual([30]);
    bench.simulator.forgetJob(bench.simulator.jobs()[0]?.jobSid ?? '');
    await bench.activities({ number: 2 }).submitJob(input);
    expect(bench.slept.filter((ms) => ms === 30)).toHaveLength(1);
  }));

test('a job is found by the beginning of its name, and a text may follow', () =>
  withActivities(async (bench) => {
    const input = grantedDays(bench, { options: { ...DEFAULT_OPTIONS, friendlyName: 'of the sales team' } });
    bench.simulator.faults.plan({ on: 'create', does: cutAfter() });
    await failureOf(bench.activities().submitJob(input));
    await bench.activities({ number: 2 }).submitJob(input);
    expect(bench.simulator.submittedRanges()).toEqual([GRANTED]);
  }));

test('a job whose webhook the worker does not allow is not created: the attempt fails, and the next one returns the days', () =>
  withActivities(async (bench) => {
    const options = { ...DEFAULT_OPTIONS, webhookUrl: 'https://else.example/hook', webhookMethod: 'POST' } as const;
    const permissions = { callbacks: ['https://ours.example/*'] };
    const input = grantedDays(bench, { options });
    expect(await failureOf(bench.activities({ permissions }).submitJob(input))).toMatchObject({
      type: 'Refused',
      nonRetryable: false,
      nextRetryDelay: DEFAULT_OPTIONS.pollMaxMs,
      message: expect.stringContaining('does not allow https://else.example/hook. Change the export') as string,
    });
    expect(await bench.activities({ permissions, number: 2 }).submitJob(input)).toMatchObject({ kind: 'late' });
    expect(bench.quota.state.grantedDays).toBe(0);
    expect(bench.simulator.jobs()).toEqual([]);
  }));

test.each([
  ['a reply that is lost', cutAfter()],
  ['a 502 after the job was created', answerAfterProcessing({ status: 502 })],
])('after %s the next attempt finds the job and creates no other', (_title, does) =>
  withActivities(async (bench) => {
    const input = grantedDays(bench);
    bench.simulator.faults.plan({ on: 'create', does });
    expect(await failureOf(bench.activities().submitJob(input))).toMatchObject({ type: 'Unavailable' });
    bench.clock.advance(MINUTE);
    const result = await bench.activities({ number: 2 }).submitJob(input);
    expect(result).toMatchObject({ kind: 'submitted', submission: { submittedAtMs: NOON } });
    expect(bench.simulator.submittedRanges()).toEqual([GRANTED]);
  }),
);

test('days in a job of another client are found, not requested again, and their reservation is returned', () =>
  withActivities(async (bench) => {
    const jobSid = createJob(bench, '2024-03-04..2024-03-08');
    const result = await bench.activities().submitJob(grantedDays(bench));
    expect(result).toMatchObject({ kind: 'found', findings: { jobs: [{ jobSid, days: [days('2024-03-04..2024-03-05')] }] } });
    expect(bench.simulator.jobs()).toHaveLength(1);
    expect(bench.quota.state.grantedDays).toBe(0);
  }));

test('a grant of an earlier UTC day is too late', () =>
  withActivities(async (bench) => {
    const input = grantedDays(bench);
    bench.clock.advance(DAY);
    expect(await bench.activities().submitJob(input)).toMatchObject({ kind: 'late', nowMs: NOON + DAY });
    expect(bench.requests()).not.toContain('create');
  }));

test('a later attempt does not create when an earlier one returned the reservation', () =>
  withActivities(async (bench) => {
    const input = grantedDays(bench);
    bench.quota.call({ call: 'returnDays', reservations: [{ nonce: 'a', reservationNumber: 1 }] });
    expect(await bench.activities({ number: 2 }).submitJob(input)).toMatchObject({ kind: 'late' });
    expect(bench.simulator.jobs()).toEqual([]);
  }));

test("when Twilio's quota is spent, the UTC day is closed and the submission is too late", () =>
  withActivities(async (bench) => {
    bench.simulator.setQuota({ days: 4 });
    expect(await bench.activities().submitJob(grantedDays(bench))).toMatchObject({ kind: 'late' });
    expect(bench.quota.state).toMatchObject({
      grantedDays: 0,
      closedBecause: expect.stringMatching(/^Twilio rejected a job of \S+\. Creating a job/) as string,
    });
  }));

test('an unexplained refusal is an answer, and the days are free again', () =>
  withActivities(async (bench) => {
    const body = { code: 20001, message: 'Not on Wednesdays' };
    bench.simulator.faults.plan({ on: 'create', does: answer({ status: 400, body }) });
    expect(await bench.activities().submitJob(grantedDays(bench))).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('Not on Wednesdays') as string,
    });
    expect(bench.quota.state).toMatchObject({ grantedDays: 0, leases: [] });
    expect(bench.quota.state.closedBecause).toBeUndefined();
  }));

test('only a Twilio that does not answer is left alone for longer and longer', () =>
  withActivities(async (bench) => {
    const input = grantedDays(bench);
    bench.simulator.faults.plan({ on: 'list', does: answer({ status: 503 }) });
    const away = await failureOf(bench.activities({ number: 3 }).submitJob(input));
    expect(away).toMatchObject({ type: 'Unavailable', nextRetryDelay: 4 * DEFAULT_OPTIONS.pollMinMs });
    bench.simulator.faults.plan({ on: 'list', does: answer({ status: 401 }) });
    const refused = await failureOf(bench.activities({ number: 3 }).submitJob(input));
    expect(refused).toMatchObject({ type: 'CredentialsRefused', nextRetryDelay: DEFAULT_OPTIONS.pollMinMs });
  }));
