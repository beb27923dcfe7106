import { setTimeout as sleep } from 'node:timers/promises';
import { whileTimeSkips } from './support/while-time-skips';

const HOUR = 3_600_000;
const PATIENCE_MS = 300;

test('work is given up, and the reason told, when virtual time has run with real time for too long', async () => {
  const clock = () => Promise.resolve(Date.now());
  let isGivenUp = false;
  const work = async (signal: AbortSignal) => {
    signal.addEventListener('abort', () => (isGivenUp = true));
    await sleep(60_000, undefined, { signal });
  };

  await expect(whileTimeSkips(clock, work, PATIENCE_MS)).rejects.toThrow(
    /Virtual time has not leapt for 0.3 s: .*a lock on time that was not given back/,
  );
  expect(isGivenUp).toBe(true);
});

test('work is seen through as long as virtual time leaps', async () => {
  const clock = () => Promise.resolve(performance.now() * HOUR);
  const work = () => sleep(3 * PATIENCE_MS, 'done');

  expect(await whileTimeSkips(clock, work, PATIENCE_MS)).toBe('done');
});
