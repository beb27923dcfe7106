import { answer, cutAfter, rateLimit } from '../../../simulator/faults/fault';
import { createInTime } from '../../../src/activities/submission/create-in-time';
import { BulkExportApiError } from '../../../src/bulk-export/api-error';
import { MINUTE, NOON, SECOND } from '../../domain/support/instants';
import { days } from '../../support/days';
import { withActivities, type ActivityBench } from '../support/activity-bench';

const REQUEST = { resourceType: 'Messages', range: days('2024-03-01..2024-03-05'), friendlyName: 'name' } as const;

function create({ attempt }: ActivityBench, maySendAt: (instantMs: number) => boolean = () => true) {
  return createInTime(attempt(), REQUEST, NOON, maySendAt);
}

test('a create that succeeds is sent once', () =>
  withActivities(async (bench) => {
    const created = await create(bench);
    expect(created?.value.jobSid).toBe(bench.simulator.jobs()[0]?.jobSid);
    expect(bench.requests()).toEqual(['create']);
  }));

test('after a short pause that Twilio requests, the create is sent again', () =>
  withActivities(async (bench) => {
    bench.simulator.faults.plan({ on: 'create', does: rateLimit({ retryAfterSeconds: 1 }) });
    expect(await create(bench)).toBeDefined();
    expect(bench.requests()).toEqual(['create', 'create']);
    expect(bench.simulator.jobs()).toHaveLength(1);
  }));

test('a create that may not be sent after the pause is not sent again', () =>
  withActivities(async (bench) => {
    bench.simulator.faults.plan({ on: 'create', does: rateLimit({ retryAfterSeconds: 50 }) });
    expect(await create(bench, (instantMs) => instantMs < NOON + 50 * SECOND)).toBeUndefined();
    expect(bench.simulator.jobs()).toEqual([]);
  }));

test('a longer pause is left to Temporal', () =>
  withActivities(async (bench) => {
    bench.simulator.faults.plan({ on: 'create', does: rateLimit({ retryAfterSeconds: 90 }) });
    const maySendAt = jest.fn();
    const failed = await create(bench, maySendAt).catch((thrown: unknown) => thrown);
    expect(failed).toMatchObject({ kind: 'rateLimited', mayHaveBeenProcessed: false });
    expect((failed as { readonly retryAfterMs: number }).retryAfterMs).toBeGreaterThan(MINUTE);
    expect(maySendAt).not.toHaveBeenCalled();
  }));

test('the eleventh pause in a row is left to Temporal, too', () =>
  withActivities(async ({ attempt }) => {
    const paused = { kind: 'rateLimited', mayHaveBeenProcessed: false, retryAfterMs: 0 } as const;
    const createJob = jest.fn().mockRejectedValue(new BulkExportApiError('Too Many Requests', paused));
    const running = attempt({ api: { ...attempt().api, createJob } });
    await expect(createInTime(running, REQUEST, NOON, () => true)).rejects.toMatchObject(paused);
    expect(createJob).toHaveBeenCalledTimes(11);
  }));

test('pauses that together last longer than a minute are left to Temporal', () =>
  withActivities(async ({ attempt, clock }) => {
    const paused = { kind: 'rateLimited', mayHaveBeenProcessed: false, retryAfterMs: 25 * SECOND } as const;
    const createJob = jest.fn(() => {
      clock.advance(20 * SECOND);
      return Promise.reject(new BulkExportApiError('Too Many Requests', paused));
    });
    const running = attempt({ api: { ...attempt().api, createJob } });
    await expect(createInTime(running, REQUEST, NOON, () => true)).rejects.toMatchObject(paused);
    expect(createJob).toHaveBeenCalledTimes(2);
  }));

test.each([
  ['a reply that is lost', cutAfter(), { kind: 'unavailable', mayHaveBeenProcessed: true }, 1],
  [
    'a 429 about the quota',
    answer({ status: 429, body: { code: 20429, message: 'Daily quota exceeded' } }),
    { kind: 'rateLimited', mayHaveBeenProcessed: false },
    0,
  ],
])('after %s the create is not sent again', (_title, does, failure, jobs) =>
  withActivities(async (bench) => {
    bench.simulator.faults.plan({ on: 'create', does });
    await expect(create(bench)).rejects.toMatchObject(failure);
    expect(bench.requests()).toEqual(['create']);
    expect(bench.simulator.jobs()).toHaveLength(jobs);
  }),
);
