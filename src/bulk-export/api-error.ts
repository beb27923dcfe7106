/**
 * What became of a request that did not succeed.
 *
 * - `credentialsRefused`: 401 or 403; a person must mend the worker's credentials.
 * - `rateLimited`: 429, or held back before it was sent because Twilio asked the account to wait.
 * - `refused`: any other 4xx; the same request would be refused again.
 * - `unavailable`: 5xx, a time-out, or no connection; it may pass.
 * - `unreadable`: an answer that is not the API's JSON, or a redirect, which none of our operations has.
 * - `wrongAccount`: the credentials belong to another account than the one they are configured for.
 */
export type ApiErrorKind =
  'credentialsRefused' | 'wrongAccount' | 'rateLimited' | 'refused' | 'unavailable' | 'unreadable';

/** What is known of a failed request, apart from the sentence about it. */
export interface ApiErrorFacts {
  readonly kind: ApiErrorKind;
  readonly mayHaveBeenProcessed: boolean;
  readonly httpStatus?: number | undefined;
  readonly twilioCode?: number | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly nowMs?: number | undefined;
  /** Kept as the error's `cause`: never an error that carries the request, which holds the credentials. */
  readonly cause?: Error | undefined;
}

/**
 * A request to the API that did not succeed. Its message says what was attempted, what came back, and what to
 * do. Nothing of it ever holds a credential.
 */
export class BulkExportApiError extends Error {
  override readonly name = 'BulkExportApiError';
  readonly kind: ApiErrorKind;
  /**
   * Whether Twilio may have done what was asked all the same. False only when it certainly has not: refused
   * (4xx), never connected, or held back before it was sent. After a create for which this is true, the job may
   * exist.
   */
  readonly mayHaveBeenProcessed: boolean;
  readonly httpStatus: number | undefined;
  /** The `code` in Twilio's error body (https://www.twilio.com/docs/api/errors). */
  readonly twilioCode: number | undefined;
  /** The `Twilio-Request-Id` header: what Twilio's support asks for. */
  readonly requestId: string | undefined;
  /** How long the account is held from now on, in milliseconds; only when `rateLimited`, or a 503 that says so. */
  readonly retryAfterMs: number | undefined;
  /** Twilio's clock by the `Date` header of the answer, in milliseconds since 1970; absent without an answer. */
  readonly nowMs: number | undefined;

  constructor(message: string, facts: ApiErrorFacts) {
    super(message, facts.cause && { cause: facts.cause });
    this.kind = facts.kind;
    this.mayHaveBeenProcessed = facts.mayHaveBeenProcessed;
    this.httpStatus = facts.httpStatus;
    this.twilioCode = facts.twilioCode;
    this.requestId = facts.requestId;
    this.retryAfterMs = facts.retryAfterMs;
    this.nowMs = facts.nowMs;
  }
}
