import { heartbeat } from '@temporalio/activity';

/** Well inside the heartbeat time-out, so that only a dead worker misses one. */
const HEARTBEAT_EVERY_MS = 2000;

/**
 * Do some work and tell Temporal all the while that this worker lives; a cancellation arrives the same way. What was
 * `reached` so far is there for the next attempt.
 */
export async function withHeartbeat<T>(work: () => Promise<T>, reached?: () => unknown): Promise<T> {
  const beating = setInterval(() => {
    heartbeat(reached?.());
  }, HEARTBEAT_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(beating);
  }
}
