/** Why an operation of an archive failed. */
export type ArchiveErrorKind =
  | 'full' // no space is left; an operator must free some
  | 'refused' // the location or its permissions are wrong; an operator must fix them
  | 'foreign' // the archive belongs to another account, or to a newer Dayhaul; an operator must decide
  | 'conflict' // another worker wrote the same day at the same time; a retry is safe
  | 'unavailable'; // the store does not respond; usually temporary

/** A failed operation of an archive. Its message says what failed, the response, and what to do. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';

  constructor(
    message: string,
    readonly kind: ArchiveErrorKind,
  ) {
    super(message);
  }
}

/** A file in a storage class that must be restored before it can be read. */
export class FrozenFileError extends ArchiveError {
  constructor(message: string) {
    super(message, 'refused');
  }
}

/** Whether a store rejected a call, so that a retry would not help. */
export function isRefusal(thrown: unknown): boolean {
  return thrown instanceof ArchiveError && thrown.kind === 'refused';
}
