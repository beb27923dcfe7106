import { ApplicationFailure } from '@temporalio/common';
import { BulkExportApiError, type ApiErrorKind } from '../bulk-export/errors';
import { FAILURE, type FailureType } from '../failure-types';

const TYPES = {
  credentialsRefused: FAILURE.credentialsRefused,
  rateLimited: FAILURE.rateLimited,
  refused: FAILURE.refused,
  unavailable: FAILURE.unavailable,
  unreadable: FAILURE.unreadable,
} satisfies Record<ApiErrorKind, FailureType>;

/** How long to wait after an error of each kind, in milliseconds. Retry-After goes before it. */
export type RetryDelays = (kind: ApiErrorKind) => number;

/**
 * Run calls of the API and translate what goes wrong, once, into a failure that Temporal shows and retries.
 * A cancellation passes as it is. No cause is kept: the message says it, and the server drops long failures.
 *
 * @throws ApplicationFailure, always retryable: what Twilio refuses today may be mended tomorrow
 */
export async function translatingErrors<T>(delays: RetryDelays, calls: () => Promise<T>): Promise<T> {
  try {
    return await calls();
  } catch (error) {
    if (!(error instanceof BulkExportApiError)) throw error;
    throw ApplicationFailure.create({
      message: error.message,
      type: TYPES[error.kind],
      nextRetryDelay: Math.max(error.retryAfterMs ?? 0, delays(error.kind)),
    });
  }
}
