import { setTimeout as sleep } from 'node:timers/promises';

const ATTEMPTS = 5;
const FIRST_WAIT_MS = 500;

/** Repeat a call that failed in the network, was rate limited, or met an error of the server. */
export async function retried<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt === ATTEMPTS || !isTransient(error)) throw error;
      await sleep(FIRST_WAIT_MS * 2 ** (attempt - 1));
    }
  }
}

/** An error without a status never got a response. */
function isTransient(error: unknown): boolean {
  const { status } = error as { status?: number };
  return status === undefined || status === 429 || status >= 500;
}
