/**
 * Why an archive did not do what was asked.
 *
 * - `full`: there is no room; a person must make some.
 * - `refused`: the place, or the rights to it, are not what they must be; a person must mend that.
 * - `foreign`: what is there belongs to another account, or to a newer Dayhaul; a person must decide.
 * - `conflict`: somebody else wrote the same day at the same time; to do it again is safe.
 * - `unavailable`: the place does not answer; it may pass.
 */
export type ArchiveErrorKind = 'full' | 'refused' | 'foreign' | 'conflict' | 'unavailable';

/** An archive that did not do what was asked. Its message says what was attempted, what came back, and what to do. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';

  constructor(
    message: string,
    readonly kind: ArchiveErrorKind,
  ) {
    super(message);
  }
}

/** A file is there, in a storage class from which it must be restored before it can be read. */
export class FrozenFileError extends ArchiveError {
  constructor(message: string) {
    super(message, 'refused');
  }
}

/** Whether a store said no for good, to this call at least. */
export function isRefusal(thrown: unknown): boolean {
  return thrown instanceof ArchiveError && thrown.kind === 'refused';
}
