/** Exports that wait for quota, the longest first. */
export type WaitQueue = readonly Waiter[];

interface Waiter {
  readonly nonce: string;
  /** When it is due to call again (milliseconds since 1970, Twilio's clock). */
  readonly dueMs: number;
}

const GRACE_MS = 60_000; // an export that is overdue for longer than this loses its place in the queue

/** The queue with an export at its end, or at its place if it is already queued. */
export function enqueue(queue: WaitQueue, nonce: string, dueMs: number): WaitQueue {
  const place = queue.findIndex((waiter) => waiter.nonce === nonce);
  return place === -1 ? [...queue, { nonce, dueMs }] : queue.with(place, { nonce, dueMs });
}

/** The queue without an export, and without overdue ones. */
export function leaveQueue(queue: WaitQueue, nonce: string, nowMs: number): WaitQueue {
  return queue.filter((waiter) => waiter.nonce !== nonce && nowMs <= waiter.dueMs + GRACE_MS);
}

/** Whether no export that is due now has waited longer than this one. */
export function isFirst(queue: WaitQueue, nonce: string, nowMs: number): boolean {
  const first = queue.find((waiter) => waiter.nonce === nonce || isToBeServed(waiter, nowMs));
  return first === undefined || first.nonce === nonce;
}

export function countOthers(queue: WaitQueue, nonce: string, nowMs: number): number {
  return queue.filter((waiter) => waiter.nonce !== nonce && isToBeServed(waiter, nowMs)).length;
}

function isToBeServed({ dueMs }: Waiter, nowMs: number): boolean {
  return dueMs <= nowMs && nowMs <= dueMs + GRACE_MS;
}
