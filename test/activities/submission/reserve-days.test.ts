import { notJson } from '../../../simulator/faults/fault';
import { nameOf } from '../../../src/activities/submission/find-own-job';
import type { ReserveDaysInput } from '../../../src/activities/submission/reserve-days';
import type { Day } from '../../../src/domain/days/day-range';
import type { ReservedChunk } from '../../../src/domain/quota/protocol';
import { DEFAULT_OPTIONS } from '../../../src/domain/request/export-options';
import { HOUR, NOON, SECOND } from '../../domain/support/instants';
import { march } from '../../domain/support/march';
import { holder, LISTED_AFTER_MS } from '../../domain/support/quotas';
import { days } from '../../support/days';
import { createJob, failureOf, withActivities, type ActivityBench } from '../support/activity-bench';

const TODAY = '2024-05-01' as Day;

/** The chunk of a first reservation, days of March 2024. */
function chunk(range: string): ReservedChunk {
  return { reservationNumber: 1, range: march(range) };
}

function inputOf({ binding }: ActivityBench, more: Partial<ReserveDaysInput> = {}): ReserveDaysInput {
  return { binding, holder: holder('a'), chunks: [chunk('1..5')], submitting: [], options: DEFAULT_OPTIONS, ...more };
}

test("the days are granted on the UTC day of Twilio's clock", () =>
  withActivities(async (bench) => {
    bench.clock.advance(12 * HOUR);
    expect(await bench.activities().reserveDays(inputOf(bench))).toEqual({
      kind: 'granted',
      chunks: [chunk('1..5')],
      utcDay: '2024-05-02',
      nowMs: NOON + 12 * HOUR,
    });
  }));

const CLOSED = 'Quota closed until 2024-05-02 00:00:00 UTC. Spent.';

test('a spent UTC day is an answer at first, and then a wait until 00:00 UTC', () =>
  withActivities(async (bench) => {
    bench.quota.call({ call: 'closeDay', utcDay: TODAY, why: 'Spent.' });
    const answered = await bench.activities().reserveDays(inputOf(bench));
    expect(answered).toMatchObject({ kind: 'wait', quotaWait: { why: CLOSED, untilMs: NOON + 12 * HOUR } });
    if (answered.kind !== 'wait') throw new Error('It is no wait.');

    const wait = { ...answered.quotaWait, knownNowMs: NOON };
    const input = inputOf(bench, { wait, options: { ...DEFAULT_OPTIONS, pollMaxMs: 24 * HOUR } });
    const first = { type: 'NotYetTime', category: 'BENIGN', nextRetryDelay: 12 * HOUR };
    expect(await failureOf(bench.activities().reserveDays(input))).toMatchObject(first);
    expect(bench.requests()).toEqual(['list']);
    bench.clock.advance(HOUR);
    const later = await failureOf(bench.activities({ number: 2 }).reserveDays(input));
    expect(later).toMatchObject({ type: 'NotYetTime', nextRetryDelay: 11 * HOUR });
    bench.clock.advance(11 * HOUR);
    expect(await bench.activities({ number: 3 }).reserveDays(input)).toMatchObject({ kind: 'granted' });
  }));

test('days in the job of another export are found there', () =>
  withActivities(async (bench) => {
    bench.quota.reserve('b', '1..5');
    const jobSid = createJob(bench, '2024-03-01..2024-03-05');
    const reservation = { nonce: 'b', reservationNumber: 1 };
    bench.quota.call({ call: 'settle', reservation, jobSid, endsAtMs: NOON + HOUR });
    expect(await bench.activities().reserveDays(inputOf(bench))).toMatchObject({
      kind: 'found',
      findings: { jobs: [{ jobSid, days: [march('1..5')] }] },
    });
  }));

test('days in a job that is over, and exported nothing, are free at once', () =>
  withActivities(async (bench) => {
    bench.simulator.day('2024-03-01').failsForEver();
    bench.quota.reserve('b', '1..1');
    const jobSid = createJob(bench, '2024-03-01..2024-03-01');
    const reservation = { nonce: 'b', reservationNumber: 1 };
    bench.quota.call({ call: 'settle', reservation, jobSid, endsAtMs: NOON + 9 * HOUR });
    bench.clock.advance(8 * HOUR);
    const input = inputOf(bench, { chunks: [chunk('1')] });
    expect(await bench.activities().reserveDays(input)).toMatchObject({ kind: 'wait' });
    expect(await bench.activities().reserveDays(input)).toMatchObject({ kind: 'granted' });
  }));

test('days that another export is requesting are waited for', () =>
  withActivities(async (bench) => {
    bench.quota.reserve('b', '1..5');
    expect(await bench.activities().reserveDays(inputOf(bench))).toMatchObject({
      kind: 'wait',
      quotaWait: { why: expect.stringContaining('export-b') as string, untilMs: NOON + 2000 },
    });
    expect(bench.slept).toEqual([]);
  }));

describe('days of an export that has ended', () => {
  const isGone = () => Promise.resolve(true);

  /** The reservation after the wait that `reserveDays` answered, which an attempt of the same export counts. */
  async function reserveAfterWait(bench: ActivityBench, input: ReserveDaysInput) {
    const answered = await bench.activities({ isGone }).reserveDays(input);
    if (answered.kind !== 'wait') throw new Error('It is no wait.');
    const waiting = { ...input, wait: { ...answered.quotaWait, knownNowMs: answered.nowMs } };
    bench.clock.advance(answered.quotaWait.untilMs - answered.nowMs - SECOND);
    expect(await failureOf(bench.activities({ isGone, number: 2 }).reserveDays(waiting))).toMatchObject({
      type: 'NotYetTime',
      nextRetryDelay: SECOND,
    });
    bench.clock.advance(SECOND);
    return { answered, reserved: await bench.activities({ isGone, number: 3 }).reserveDays(waiting) };
  }

  test('are free once its create would be listed, and the wait names that instant', () =>
    withActivities(async (bench) => {
      bench.quota.reserve('b', '1..5');
      const { answered, reserved } = await reserveAfterWait(bench, inputOf(bench));
      expect(answered).toMatchObject({
        quotaWait: {
          why: 'export-b ended while it requested 2024-03-01..2024-03-05. Its job may still appear at Twilio.',
          untilMs: NOON + LISTED_AFTER_MS,
        },
      });
      expect(reserved).toMatchObject({ kind: 'granted', chunks: [chunk('1..5')] });
    }));

  test('are free likewise when it ran under the same workflow id', () =>
    withActivities(async (bench) => {
      bench.quota.reserve('b', '1..5', { holder: holder('b', { workflowId: 'export-a' }) });
      const { answered, reserved } = await reserveAfterWait(bench, inputOf(bench));
      expect(answered).toMatchObject({
        quotaWait: { why: expect.stringContaining('An earlier run of this export ended') as string },
      });
      expect(reserved).toMatchObject({ kind: 'granted' });
    }));

  test('are waited for anew when the wait was for another reservation', () =>
    withActivities(async (bench) => {
      bench.quota.reserve('b', '1..5');
      const orphan = { nonce: 'b', reservationNumber: 7 };
      const why = 'export-b ended while it requested 2024-03-01..2024-03-05. Its job may still appear at Twilio.';
      const wait = { why, untilMs: NOON, knownNowMs: NOON, orphan };
      const reserved = await bench.activities({ isGone, number: 2 }).reserveDays(inputOf(bench, { wait }));
      expect(reserved).toMatchObject({ kind: 'wait', quotaWait: { untilMs: NOON + LISTED_AFTER_MS } });
    }));

  test('are free at once when it saw its submissions through', () =>
    withActivities(async (bench) => {
      bench.quota.reserve('b', '1..5');
      const isSeenThrough = () => Promise.resolve(true);
      const reserved = await bench.activities({ isGone, isSeenThrough }).reserveDays(inputOf(bench));
      expect(reserved.kind).toBe('granted');
      expect(bench.slept).toEqual([]);
    }));

  test('stay reserved when its create was on its way, for the job that has appeared', () =>
    withActivities(async (bench) => {
      bench.quota.reserve('b', '1..5');
      const submission = { holder: holder('b'), chunk: march('1..5'), reservationNumber: 1 };
      const jobSid = createJob(bench, '2024-03-01..2024-03-05', nameOf(submission));
      const { reserved } = await reserveAfterWait(bench, inputOf(bench));
      expect(bench.quota.state.leases).toMatchObject([{ jobSid, holder: holder('b') }]);
      expect(reserved).toMatchObject({ kind: 'found', findings: { jobs: [{ jobSid }] } });
    }));

  test('stay reserved for its job, also for an export that requests every day itself', () =>
    withActivities(async (bench) => {
      bench.quota.reserve('b', '1..5');
      const reservation = { nonce: 'b', reservationNumber: 1 };
      const jobSid = createJob(bench, '2024-03-01..2024-03-05', 'open');
      bench.quota.call({ call: 'settle', reservation, jobSid, endsAtMs: NOON + HOUR });
      const input = inputOf(bench, { options: { ...DEFAULT_OPTIONS, fresh: true } });
      expect(await bench.activities({ isGone }).reserveDays(input)).toMatchObject({ kind: 'wait' });
      expect(bench.slept).toEqual([]);
    }));
});

test.each([
  ['ten days are kept for schedules', {}, 356],
  ['a schedule may use the days that are kept', { isScheduled: true }, 366],
] as const)('%s', (_title, more, most) =>
  withActivities(async (bench) => {
    const quota = { ...bench.attempt().quota, reserve: undefined };
    const hasSchedule = () => Promise.resolve(true);
    const input = inputOf(bench, { chunks: [{ reservationNumber: 1, range: days('2023-01-01..2024-01-01') }], ...more });
    await bench.activities({ quota, hasSchedule }).reserveDays(input);
    expect(bench.quota.state.grantedDays).toBe(most);
  }),
);

test('without a readable clock nothing is reserved', () =>
  withActivities(async (bench) => {
    bench.simulator.faults.plan({ on: 'list', does: notJson() });
    expect(await failureOf(bench.activities().reserveDays(inputOf(bench)))).toMatchObject({
      type: 'Unreadable',
      nextRetryDelay: DEFAULT_OPTIONS.pollMinMs,
    });
    expect(bench.quota.state.leases).toEqual([]);
  }));
