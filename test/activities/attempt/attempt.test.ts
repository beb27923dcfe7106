import { CancelledFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { withTemporalAttempt, type AttemptContext } from '../../../src/activities/attempt/attempt';

/** Carry out work as Temporal does, with the heartbeats that Temporal received. */
async function run<T>(
  work: (attempt: AttemptContext, environment: MockActivityEnvironment) => Promise<T>,
  info: ConstructorParameters<typeof MockActivityEnvironment>[0] = {},
) {
  const environment = new MockActivityEnvironment(info);
  const heartbeats: unknown[] = [];
  environment.on('heartbeat', (details: unknown) => heartbeats.push(details));
  const result = await environment.run(() => withTemporalAttempt((attempt) => work(attempt, environment)));
  return { result, heartbeats };
}

afterEach(() => jest.useRealTimers());

test('an attempt knows its number and what earlier attempts reached', async () => {
  const info = { attempt: 3, heartbeatDetails: ['2024-03-01'] };
  const { result } = await run(({ number, reached }) => Promise.resolve({ number, reached }), info);
  expect(result).toEqual({ number: 3, reached: ['2024-03-01'] });
});

test('what was reached is sent at once, and again with every later heartbeat until the attempt ends', async () => {
  jest.useFakeTimers();
  const { heartbeats } = await run(({ heartbeat }) => {
    jest.advanceTimersByTime(2000);
    heartbeat(1);
    jest.advanceTimersByTime(4000);
    return Promise.resolve();
  });
  jest.advanceTimersByTime(60_000);
  expect(heartbeats).toEqual([undefined, 1, 1, 1]);
});

test('a cancellation ends a sleep and aborts the signal', async () => {
  const work = run(async ({ sleep, signal }, environment) => {
    setImmediate(() => {
      environment.cancel('CANCELLED');
    });
    await sleep(60_000).catch((thrown: unknown) => {
      expect(signal.reason).toBe(thrown);
      throw thrown;
    });
  });
  await expect(work).rejects.toBeInstanceOf(CancelledFailure);
});
