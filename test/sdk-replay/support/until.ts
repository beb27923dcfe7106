import { setTimeout as sleep } from 'node:timers/promises';

const WITHIN_MS = 30_000;

/** Wait until something is so; an error says what did not come about. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadlineMs = Date.now() + WITHIN_MS;
  while (!isSo()) {
    if (Date.now() > deadlineMs) throw new Error(`Waited ${WITHIN_MS / 1000} seconds for ${what}.`);
    await sleep(20);
  }
}
