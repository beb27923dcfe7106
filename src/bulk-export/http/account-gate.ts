import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const MOST_AT_ONCE = 4;
const MARGIN_MS = 20;
const [FIRST_BACKOFF_MS, LONGEST_MS] = [1_000, 60_000];

/** The request was not sent: requests of the account are paused for longer than a call waits. */
export class AccountHeldError extends Error {
  override readonly name = 'AccountHeldError';

  /** @param restMs the remaining pause, in milliseconds */
  constructor(readonly restMs: number) {
    super(`Requests of the account are paused for another ${Math.ceil(restMs)} ms.`);
  }
}

/**
 * The gate of all requests of an account: four at a time, and none while Twilio requests a pause. Twilio's 429 is about concurrent
 * requests (https://www.twilio.com/docs/api/errors/20429). Time is on the monotonic clock, and a hold never ends early.
 */
export class AccountGate {
  #opensAtMs = 0;
  #closedAtMs = -Infinity;
  #backoffMs = 0;
  #freePlaces = MOST_AT_ONCE;
  /** Emits `free` to those who wait for a place, in the order they came. */
  readonly #places = new EventEmitter().setMaxListeners(0);

  /** @param maxHoldMs how long a call waits for the end of a pause, in milliseconds */
  constructor(readonly maxHoldMs: number) {}

  /** Send when the account may. @throws AccountHeldError, without sending, when the pause is longer than a call waits */
  async pass<T>(send: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.#restMs() > this.maxHoldMs) throw new AccountHeldError(this.#restMs());
    await this.#takePlace(signal);
    try {
      await this.#waitOutHold(signal);
      return await send();
    } finally {
      this.#freePlaces++;
      this.#places.emit('free');
    }
  }

  /** Pause all requests for at least `waitMs` from now on; returns the pause in milliseconds. */
  hold(waitMs: number): number {
    this.#closedAtMs = performance.now();
    this.#opensAtMs = Math.max(this.#opensAtMs, this.#closedAtMs + waitMs + MARGIN_MS);
    return Math.ceil(this.#restMs());
  }

  /**
   * Pause all requests after a 429 without a wait: 1 s, doubling up to 60 s, minus up to a quarter of jitter; returns the pause in
   * milliseconds. Rejections of requests that were sent before the gate last closed are one burst and double it once.
   * @param sentAtMs when the rejected request was sent, on the monotonic clock
   */
  backOff(sentAtMs: number): number {
    if (sentAtMs >= this.#closedAtMs) this.#backoffMs = Math.min(Math.max(FIRST_BACKOFF_MS, this.#backoffMs * 2), LONGEST_MS);
    return this.hold(this.#backoffMs * (0.75 + Math.random() / 4));
  }

  /** Start the next back-off from 1 s again, if the request that succeeded was sent after the gate last closed. */
  succeeded(sentAtMs: number): void {
    if (sentAtMs >= this.#closedAtMs) this.#backoffMs = 0;
  }

  #restMs(): number {
    return this.#opensAtMs - performance.now();
  }

  async #takePlace(signal: AbortSignal | undefined): Promise<void> {
    while (this.#freePlaces === 0) {
      await once(this.#places, 'free', signal && { signal }).catch(() => undefined);
      signal?.throwIfAborted();
    }
    this.#freePlaces--;
  }

  async #waitOutHold(signal: AbortSignal | undefined): Promise<void> {
    const longestMs = performance.now() + this.maxHoldMs;
    while (this.#restMs() > 0) {
      if (this.#opensAtMs > longestMs) throw new AccountHeldError(this.#restMs());
      await sleep(this.#restMs(), undefined, signal && { signal }).catch(() => undefined);
      signal?.throwIfAborted();
    }
    signal?.throwIfAborted();
  }
}
