/** Watches whether clients heed the `Retry-After` they are given; each account has its own wait. */
export interface RetryAfterWatch {
  called(accountSid: string | undefined, nowMs: number, monotonicMs: number): void;
  answered(
    accountSid: string | undefined,
    headers: Readonly<Record<string, string>>,
    nowMs: number,
    monotonicMs: number,
  ): void;
  /** Calls that came in before the wait was over, by the simulator's clock and in real time. */
  violations(): number;
}

/**
 * A wait is over as soon as either clock says so: the simulator's may stand still or fly, and a client that waits real
 * seconds, or by the `Date` of the answers, is right both times. A call that comes in right after the answer that asks
 * for the wait was on its way already.
 */
export function createRetryAfterWatch(): RetryAfterWatch {
  const waits = new Map<string, { heedFromMonotonicMs: number; untilMs: number; untilMonotonicMs: number }>();
  let violations = 0;
  return {
    called(accountSid = NOBODY, nowMs, monotonicMs) {
      const wait = waits.get(accountSid);
      if (wait === undefined || monotonicMs < wait.heedFromMonotonicMs) return;
      if (nowMs < wait.untilMs && monotonicMs < wait.untilMonotonicMs) violations += 1;
    },
    answered(accountSid = NOBODY, headers, nowMs, monotonicMs) {
      const waitMs = retryAfterMs(headers, nowMs);
      if (waitMs === undefined) return;
      waits.set(accountSid, {
        heedFromMonotonicMs: monotonicMs + ON_THE_WAY_MS,
        untilMs: nowMs + waitMs,
        untilMonotonicMs: monotonicMs + waitMs,
      });
    },
    violations: () => violations,
  };
}

/** How long a call may be on its way, or an answer, in milliseconds of real time. */
const ON_THE_WAY_MS = 100;

const NOBODY = '';

function retryAfterMs(headers: Readonly<Record<string, string>>, nowMs: number): number | undefined {
  const text = Object.entries(headers).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
  if (text === undefined) return undefined;
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
}
