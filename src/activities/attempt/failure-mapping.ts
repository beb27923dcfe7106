import { ApplicationFailure } from '@temporalio/common';
import { ArchiveError, type ArchiveErrorKind } from '../../archive/stores/archive-error';
import { BulkExportApiError, type ApiErrorKind } from '../../bulk-export/api-error';
import { DayFileError } from '../../bulk-export/files/day-file-error';
import { FAILURE, type FailureType } from '../../contract/failure-types';

const API_TYPES = {
  credentialsRefused: FAILURE.credentialsRefused,
  forbidden: FAILURE.permissionDenied,
  wrongAccount: FAILURE.wrongAccount,
  rateLimited: FAILURE.rateLimited,
  refused: FAILURE.refused,
  unavailable: FAILURE.unavailable,
  unreadable: FAILURE.unreadable,
} satisfies Record<ApiErrorKind, FailureType>;

const ARCHIVE_TYPES = {
  full: FAILURE.archiveFull,
  refused: FAILURE.archiveRefused,
  foreign: FAILURE.archiveForeign,
  conflict: FAILURE.archiveConflict,
  unavailable: FAILURE.archiveUnavailable,
} satisfies Record<ArchiveErrorKind, FailureType>;

export type ErrorKind = ApiErrorKind | ArchiveErrorKind;

/**
 * Run calls of the API, of file hosts and of archives, and translate their errors into failures that Temporal shows and retries. A
 * cancellation passes unchanged. The failure has no cause: its message says it, and the server drops long failures.
 *
 * @param delays the wait after an error of each kind, in milliseconds; a longer Retry-After takes precedence
 * @throws ApplicationFailure, always retryable: an operator may fix the cause at any time
 */
export async function translatingErrors<T>(delays: (kind: ErrorKind) => number, calls: () => Promise<T>): Promise<T> {
  try {
    return await calls();
  } catch (error) {
    if (error instanceof BulkExportApiError) {
      throw failure(error, API_TYPES[error.kind], Math.max(error.retryAfterMs ?? 0, delays(error.kind)));
    }
    if (error instanceof ArchiveError) throw failure(error, ARCHIVE_TYPES[error.kind], delays(error.kind));
    if (error instanceof DayFileError) {
      const isForbidden = error.kind === 'hostNotAllowed';
      const type = isForbidden ? FAILURE.fileHostNotAllowed : FAILURE.fileHostUnavailable;
      throw failure(error, type, delays(isForbidden ? 'refused' : 'unavailable'));
    }
    throw error;
  }
}

function failure({ message }: Error, type: FailureType, nextRetryDelay: number): ApplicationFailure {
  return ApplicationFailure.create({ message, type, nextRetryDelay });
}
