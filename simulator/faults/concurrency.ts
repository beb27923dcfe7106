import { rateLimit, type FaultEffect, type RetryAfterForm } from './fault';

/** The limit of concurrent requests of an account, and the response beyond it. */
export interface Concurrency {
  /** Twilio's limit is not documented; `Infinity` is none. */
  readonly limit: number;
  /** Whether and in which form a rejection has a `Retry-After`; Twilio does not document it. */
  readonly form: RetryAfterForm;
  readonly retryAfterSeconds: number;
}

/** No limit. With a limit, rejections have no `Retry-After` by default. */
export const DEFAULT_CONCURRENCY: Concurrency = { limit: Infinity, form: 'none', retryAfterSeconds: 1 };

/** The effect on a request beyond the limit: 429 with code 20429, and it is not processed. */
export function beyondLimit(concurrency: Concurrency): FaultEffect {
  return { ...rateLimit(concurrency), name: 'concurrency limit' };
}
