import type { BodyDamage } from '../wire/body-damage';
import type { Operation } from '../wire/route';

/** A fault: the requests it applies to, and its effect. */
export interface PlannedFault {
  readonly on: Operation | 'any';
  /** Only requests of this account; of all accounts by default. */
  readonly accountSid?: string;
  /** The number of requests it applies to; one by default. */
  readonly times?: number;
  /** How many matching requests pass before it begins, counted from when it was planned; none by default. */
  readonly after?: number;
  readonly does: FaultEffect;
}

/** The effect on a request; `name` is its name in the request log and in the list of unused faults. */
export type FaultEffect = { readonly name: string } & (
  | { readonly kind: 'answer'; readonly answer: PlannedAnswer }
  | { readonly kind: 'rateLimit'; readonly retryAfterSeconds: number; readonly form: RetryAfterForm }
  | { readonly kind: 'answerAfterProcessing'; readonly answer: PlannedAnswer }
  | { readonly kind: 'cutBefore' }
  | { readonly kind: 'cutAfter' }
  | { readonly kind: 'notJson' }
  | { readonly kind: 'damage'; readonly damage: BodyDamage }
  | { readonly kind: 'hang'; readonly ms: number; readonly processed: 'first' | 'late' }
  | { readonly kind: 'hold'; readonly gate: string; readonly processed: 'first' | 'late' }
);

/** A fixed response to any request. */
export interface PlannedAnswer {
  readonly status: number;
  /** Twilio's error body for the status, by default; for a file, that of S3. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The form of the `Retry-After` of a rejection. */
export type RetryAfterForm = 'seconds' | 'date' | 'none';

/** The request is answered so, and not processed. */
export function answer(planned: PlannedAnswer): FaultEffect {
  return { kind: 'answer', name: `answer ${planned.status}`, answer: planned };
}

/** 429 with Twilio's code 20429; the request is not processed. */
export function rateLimit({
  retryAfterSeconds = 1,
  form = 'seconds',
}: { retryAfterSeconds?: number; form?: RetryAfterForm } = {}): FaultEffect {
  const name = form === 'none' ? 'rate limit' : `rate limit for ${retryAfterSeconds} s`;
  return { kind: 'rateLimit', name, retryAfterSeconds, form };
}

/** The request is processed, and then answered so: a 502 whose job exists. */
export function answerAfterProcessing(planned: PlannedAnswer): FaultEffect {
  return { kind: 'answerAfterProcessing', name: `answer ${planned.status} after processing`, answer: planned };
}

/** The connection is cut; the request is not processed. */
export function cutBefore(): FaultEffect {
  return { kind: 'cutBefore', name: 'cut before processing' };
}

/** The request is processed and the connection cut, without a response. */
export function cutAfter(): FaultEffect {
  return { kind: 'cutAfter', name: 'cut after processing' };
}

/** The request is processed, and its answer has the right status and a page of HTML. */
export function notJson(): FaultEffect {
  return { kind: 'notJson', name: 'answer that is not JSON' };
}

/**
 * The answer is held back for `ms` of real time. The request is processed first, so that a client that gave up finds its effect; or
 * `late`, so that the effect comes after the client gave up and looked.
 */
export function hang(ms: number, processed: 'first' | 'late' = 'first'): FaultEffect {
  return { kind: 'hang', name: `hang ${ms} ms, processed ${processed}`, ms, processed };
}

/**
 * The answer is held back until the gate is released, whatever its client does meanwhile. The request is processed first or `late`,
 * as in `hang`; that a gate is reached tells that it was.
 */
export function hold(gate: string, processed: 'first' | 'late' = 'first'): FaultEffect {
  return { kind: 'hold', name: `hold at ${gate}, processed ${processed}`, gate, processed };
}

/**
 * The request is processed, and only the first bytes of the body arrive. The connection is cut after them; or the body ends there
 * `neat`ly, with the length of what came, as a file does that was never whole.
 */
export function truncate(bytes: number, end: 'cut' | 'neat' = 'cut'): FaultEffect {
  return { kind: 'damage', name: `body ends after ${bytes} bytes, ${end}`, damage: { kind: 'truncate', bytes, end } };
}

/** The request is processed, and one byte of the body arrives wrong. */
export function corrupt(): FaultEffect {
  return { kind: 'damage', name: 'corrupt body', damage: { kind: 'corrupt' } };
}

/** The request is processed, and after the body come bytes that do not belong to it. */
export function trailing(): FaultEffect {
  return { kind: 'damage', name: 'trailing bytes', damage: { kind: 'trailing' } };
}

/** The request is processed, and the body comes in pieces of so many bytes, one every so many ms of real time. */
export function trickle({ bytes, everyMs }: { bytes: number; everyMs: number }): FaultEffect {
  return { kind: 'damage', name: `${bytes} bytes every ${everyMs} ms`, damage: { kind: 'trickle', bytes, everyMs } };
}
