import { rateLimit, type FaultEffect, type RetryAfterForm } from './fault';

/** How many requests of one account are worked on at the same time, and how one more is refused. */
export interface Concurrency {
  /** Twilio has a limit and does not tell it; `Infinity` is none. */
  readonly limit: number;
  /** Whether and how a refusal tells when to come back; Twilio promises nothing. */
  readonly form: RetryAfterForm;
  readonly retryAfterSeconds: number;
}

/** No limit. Whoever sets one gets refusals that do not tell when to come back. */
export const DEFAULT_CONCURRENCY: Concurrency = { limit: Infinity, form: 'none', retryAfterSeconds: 1 };

/** What a request beyond the limit suffers: 429 with code 20429, and it is not processed. */
export function beyondLimit(concurrency: Concurrency): FaultEffect {
  return { ...rateLimit(concurrency), name: 'concurrency limit' };
}
