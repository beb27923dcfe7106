import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long, in milliseconds, virtual time may run no faster than real time. */
const PATIENCE_MS = 60_000;

/**
 * See some work through as long as virtual time goes in leaps. The server counts what is under way and leaps only at nought: when
 * it miscounts, its clock follows real time for ever and nothing else happens, which is told here, and the work is given up by the
 * signal.
 */
export async function whileTimeSkips<Result>(
  readClock: () => Promise<number>,
  work: (signal: AbortSignal) => Promise<Result>,
  patienceMs = PATIENCE_MS,
): Promise<Result> {
  const over = new AbortController();
  setMaxListeners(0, over.signal); // every long poll for a result listens
  try {
    return await Promise.race([work(over.signal), watchFor(readClock, patienceMs, over.signal)]);
  } finally {
    over.abort();
  }
}

async function watchFor(readClock: () => Promise<number>, patienceMs: number, over: AbortSignal): Promise<never> {
  let leap = { atMs: performance.now(), clockMs: await readClock() };
  for (;;) {
    await sleep(patienceMs / 30, undefined, { signal: over, ref: false });
    const [atMs, clockMs] = [performance.now(), await readClock()];
    if (clockMs - leap.clockMs > 2 * (atMs - leap.atMs)) leap = { atMs, clockMs };
    if (atMs - leap.atMs < patienceMs) continue;
    throw new Error(
      `Virtual time has not leapt for ${patienceMs / 1000} s: it is ${new Date(clockMs).toISOString()} and runs with ` +
        'real time. The server takes something for under way that is not (a lock on time that was not given back); ' +
        'tools/time-skipping-server/README.md tells what brings that about.',
    );
  }
}
