/** Counts requests that ignore a `Retry-After`; each account has its own wait. */
export interface RetryAfterWatch {
  called(accountSid: string | undefined, nowMs: number, monotonicMs: number): void;
  answered(accountSid: string | undefined, headers: Readonly<Record<string, string>>, nowMs: number, monotonicMs: number): void;
  /** Requests before the end of the wait, by the simulator's clock and in real time. */
  violations(): number;
}

/**
 * A wait ends by the first of both clocks: the simulator's may be stopped or fast, and a client may wait in real time or by the
 * `Date` of the responses. A request right after the response was already on its way.
 */
export function createRetryAfterWatch(): RetryAfterWatch {
  const waits = new Map<string, { fromMonotonicMs: number; untilMs: number; untilMonotonicMs: number }>();
  let violations = 0;
  return {
    called(accountSid = NOBODY, nowMs, monotonicMs) {
      const wait = waits.get(accountSid);
      if (wait === undefined || monotonicMs < wait.fromMonotonicMs) return;
      if (nowMs < wait.untilMs && monotonicMs < wait.untilMonotonicMs) violations += 1;
    },
    answered(accountSid = NOBODY, headers, nowMs, monotonicMs) {
      const waitMs = retryAfterMs(headers, nowMs);
      if (waitMs === undefined) return;
      waits.set(accountSid, {
        fromMonotonicMs: monotonicMs + ON_THE_WAY_MS,
        untilMs: nowMs + waitMs,
        untilMonotonicMs: monotonicMs + waitMs,
      });
    },
    violations: () => violations,
  };
}

/** How long a request or a response may be on its way, in milliseconds of real time. */
const ON_THE_WAY_MS = 100;

const NOBODY = '';

function retryAfterMs(headers: Readonly<Record<string, string>>, nowMs: number): number | undefined {
  const text = Object.entries(headers).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
  if (text === undefined) return undefined;
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
}
