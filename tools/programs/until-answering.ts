import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProcess } from './server-process';

const PAUSE_MS = 50;

/**
 * Try until a server that was started answers. When it does not, stop it.
 *
 * @param attempt rejects while the server does not answer
 * @throws Error with the end of what the server has written
 */
export async function untilAnswering(
  { lastLines }: Pick<ServerProcess, 'lastLines'>,
  attempt: () => Promise<unknown>,
  stop: () => Promise<void>,
  withinMs = 20_000,
): Promise<void> {
  const end = performance.now() + withinMs;
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (performance.now() <= end) {
        await sleep(PAUSE_MS);
        continue;
      }
      const lines = await lastLines();
      await stop();
      throw new Error(`The server did not answer within ${withinMs / 1000} s.\n${lines}`, { cause: error });
    }
  }
}
