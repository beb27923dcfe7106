/** Why a request failed. */
export type ApiErrorKind =
  | 'credentialsRefused' // 401; the credentials are wrong
  | 'forbidden' // 403; the credentials are right, and may not do this
  | 'wrongAccount' // the credentials belong to another account than the one they are configured for
  | 'rateLimited' // 429, or not sent because Twilio requested a pause for the account
  | 'refused' // any other 4xx; the same request would fail again
  | 'unavailable' // 5xx, a timeout, or no connection; usually temporary
  | 'unreadable'; // a response that is not the API's JSON, or an unexpected redirect

/** The facts of a failed request, besides its message; `cause` is never an error that carries the request. */
export type ApiErrorFacts = Pick<BulkExportApiError, 'kind' | 'mayHaveBeenProcessed'> &
  Partial<Pick<BulkExportApiError, 'httpStatus' | 'twilioCode' | 'requestId' | 'retryAfterMs' | 'nowMs'>> & {
    readonly cause?: Error | undefined;
  };

/** A failed request to the API. Its message says what failed, the response, and what to do. It never contains a credential. */
export class BulkExportApiError extends Error {
  override readonly name = 'BulkExportApiError';
  readonly kind!: ApiErrorKind;
  /** False only when Twilio certainly has not processed the request. After a create for which it is true, the job may exist. */
  readonly mayHaveBeenProcessed!: boolean;
  readonly httpStatus: number | undefined;
  /** The `code` in Twilio's error body (https://www.twilio.com/docs/api/errors). */
  readonly twilioCode: number | undefined;
  /** The `Twilio-Request-Id` header: Twilio's support needs it. */
  readonly requestId: string | undefined;
  /** How long the account is held from now on, in milliseconds; only when `rateLimited`, or a 503 that says so. */
  readonly retryAfterMs: number | undefined;
  /** Twilio's clock by the `Date` header of the answer, in milliseconds since 1970; absent without an answer. */
  readonly nowMs: number | undefined;

  constructor(message: string, { cause, ...facts }: ApiErrorFacts) {
    super(message, cause && { cause });
    Object.assign(this, facts);
  }
}
