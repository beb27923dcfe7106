import { CancellationScope, condition, sleep, workflowInfo } from '@temporalio/workflow';

/*
 * What a workflow does may depend on the order in which results, timers, updates and cancellation arrived, never on how
 * they were grouped into activations: a live worker and a replay may group them differently (docs/decisions/0012). So
 * each arrival is an event of its own here, and everything that follows from it is done before the next one is handled.
 * Each workflow has its own instance of this module.
 */

/** Each event comes with about five of the history, and a thousand of those are replayed in seconds. */
const MOST_EVENTS = 190;

interface Waiter {
  readonly isDue: () => boolean;
  readonly proceed: () => void;
}

/** Unhandled events, in order of arrival. */
const events: (() => void)[] = [];
/** Events that are handled when there are no others. */
const lastEvents: (() => void)[] = [];
const waiters = new Set<Waiter>();
let isRunning = false;
let handledEvents = 0;
let isLong = false;
let cancelRequest: Error | undefined;

/** Run the body of a workflow. The body waits only with `inOrder` and `until`, and reads a cancellation from `cancelRequested`. */
export async function runEventLoop<T>(body: () => Promise<T>): Promise<T> {
  isRunning = true;
  void inOrder(CancellationScope.current().cancelRequested).catch((error: unknown) => (cancelRequest = ensureError(error)));
  return CancellationScope.nonCancellable(async () => {
    let conclude: (() => T) | undefined;
    body().then(
      (result) => (conclude = () => result),
      (error: unknown) => {
        conclude = () => {
          throw error;
        };
      },
    );
    while (!conclude) {
      await condition(() => conclude !== undefined || !allEventsHandled() || dueWaiter() !== undefined);
      await everythingRan();
      handleNext();
      await everythingRan();
    }
    return conclude();
  });
}

/** The same result as an event in order of arrival. It takes the promise of the SDK itself: a derived one settles later. */
export function inOrder<T>(result: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    result.then(
      (value) => events.push(() => resolve(value)),
      (error: unknown) => events.push(() => reject(ensureError(error))),
    );
  });
}

/** Resolves when the condition holds and all earlier events are handled. Rejects when its scope is cancelled. */
export function until(isDue: () => boolean): Promise<void> {
  const scope = CancellationScope.current();
  return new Promise((resolve, reject) => {
    const waiter = { isDue, proceed: resolve };
    waiters.add(waiter);
    if (!scope.cancellable) return;
    scope.cancelRequested.catch((error: unknown) => {
      if (waiters.delete(waiter)) reject(ensureError(error));
    });
  });
}

/** Resolves like `until`, at the latest after `ms` milliseconds. */
export async function untilOrAfter(isDue: () => boolean, ms: number): Promise<void> {
  await CancellationScope.cancellable(async () => {
    await Promise.race([inOrder(sleep(ms)), until(isDue)]);
    CancellationScope.current().cancel();
  });
}

/** Do work that a cancellation of the workflow cancels, too. */
export async function unlessCancelled<T>(work: () => Promise<T>): Promise<T> {
  return CancellationScope.cancellable(async () => {
    const scope = CancellationScope.current();
    until(() => cancelRequest !== undefined).then(
      () => scope.cancel(),
      () => undefined,
    );
    return work();
  });
}

/** Whether all events are handled: a workflow that ends earlier loses the rest. */
export function allEventsHandled(): boolean {
  return events.length === 0 && lastEvents.length === 0;
}

/** Whether this workflow has an event loop, and its body has begun. */
export function isLoopRunning(): boolean {
  return isRunning;
}

/** Handle an event once all others are handled, and everything that follows from them. */
export function whenIdle(handle: () => void): void {
  lastEvents.push(handle);
}

/** Whether to continue as new: the server suggested it with the last event, or this run had many events. */
export function isRunLong(): boolean {
  return isLong;
}

/** The cancellation of the workflow, once it was requested. */
export function cancelRequested(): Error | undefined {
  return cancelRequest;
}

function handleNext(): void {
  const waiter = dueWaiter();
  if (waiter) {
    waiters.delete(waiter);
    waiter.proceed();
  } else {
    (events.shift() ?? lastEvents.shift())?.();
    handledEvents += 1;
    isLong = handledEvents > MOST_EVENTS || workflowInfo().continueAsNewSuggested;
  }
}

function dueWaiter(): Waiter | undefined {
  for (const waiter of waiters) if (waiter.isDue()) return waiter;
  return undefined;
}

/** Resolves when no code of the workflow can run any further: only then does the SDK evaluate a condition once more. */
async function everythingRan(): Promise<void> {
  let evaluations = 0;
  await condition(() => evaluations++ > 0);
}

function ensureError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
