import { randomInt } from 'node:crypto';
import { findFreePort } from '../programs/find-free-port';

/** Temporal's table of services in PostgreSQL has two bytes for a port, one bit of them for the sign. */
const MAX_PORT = 32_767;

const MIN_PORT = 20_000;
const ATTEMPTS = 50;

/** A free port of 127.0.0.1 that a service of Temporal can have. */
export async function findServicePort(): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await findFreePort(randomInt(MIN_PORT, MAX_PORT + 1));
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}
