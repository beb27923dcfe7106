import { ApplicationFailure } from '@temporalio/common';
import { ArchiveError, type ArchiveErrorKind } from '../../archive/stores/store';
import { BulkExportApiError, type ApiErrorKind } from '../../bulk-export/api-error';
import { DayFileError } from '../../bulk-export/files/file-failure';
import { FAILURE, type FailureType } from '../../contract/failure-types';

const ARCHIVE_TYPES = {
  full: FAILURE.archiveFull,
  refused: FAILURE.archiveRefused,
  foreign: FAILURE.archiveForeign,
  conflict: FAILURE.archiveConflict,
  unavailable: FAILURE.archiveUnavailable,
} satisfies Record<ArchiveErrorKind, FailureType>;

export type ErrorKind = ApiErrorKind | ArchiveErrorKind;

/**
 * Translate errors of the API, file hosts and archives into failures without a cause, always retryable: an operator may fix them.
 * @param delays the wait after an error of each kind, milliseconds; a longer Retry-After takes precedence
 */
export async function translatingErrors<T>(delays: (kind: ErrorKind) => number, calls: () => Promise<T>): Promise<T> {
  try {
    return await calls();
  } catch (error) {
    if (error instanceof BulkExportApiError) {
      const type = error.kind === 'forbidden' ? FAILURE.permissionDenied : FAILURE[error.kind];
      throw failure(error, type, Math.max(error.retryAfterMs ?? 0, delays(error.kind)));
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
