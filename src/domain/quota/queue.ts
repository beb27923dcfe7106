/** Exports that wait for quota, the longest first. */
export type WaitQueue = readonly Waiter[];

interface Waiter {
  readonly nonce: string;
  /** When it was told to come again (milliseconds since 1970, Twilio's clock). */
  readonly dueMs: number;
}

/** Who does not come so long after it was told to has given up its place. */
const GRACE_MS = 60_000;

/** The queue with an export at its end, or, when it waits already, at its place. */
export function enqueue(queue: WaitQueue, nonce: string, dueMs: number): WaitQueue {
  const waiter = { nonce, dueMs };
  const isWaiting = queue.some((other) => other.nonce === nonce);
  return isWaiting ? queue.map((other) => (other.nonce === nonce ? waiter : other)) : [...queue, waiter];
}

/** The queue without an export, and without those that did not come. */
export function leaveQueue(queue: WaitQueue, nonce: string, nowMs: number): WaitQueue {
  return queue.filter((waiter) => waiter.nonce !== nonce && nowMs <= waiter.dueMs + GRACE_MS);
}

/** Whether nobody who is to be served now has waited longer than this export. */
export function isFirst(queue: WaitQueue, nonce: string, nowMs: number): boolean {
  const first = queue.find((waiter) => waiter.nonce === nonce || isToBeServed(waiter, nowMs));
  return first === undefined || first.nonce === nonce;
}

/** How many exports besides this one are to be served now. */
export function countOthers(queue: WaitQueue, nonce: string, nowMs: number): number {
  return queue.filter((waiter) => waiter.nonce !== nonce && isToBeServed(waiter, nowMs)).length;
}

function isToBeServed({ dueMs }: Waiter, nowMs: number): boolean {
  return dueMs <= nowMs && nowMs <= dueMs + GRACE_MS;
}
