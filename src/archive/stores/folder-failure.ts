import { ArchiveError, type ArchiveErrorKind } from './archive-error';

const KINDS: Readonly<Record<string, ArchiveErrorKind>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EACCES: 'refused',
  EPERM: 'refused',
  EROFS: 'refused',
  ENOTDIR: 'refused',
  EISDIR: 'refused',
  ENAMETOOLONG: 'refused',
  ENOSYS: 'refused',
  ENOTSUP: 'refused',
  EOPNOTSUPP: 'refused',
};

const ADVICE = {
  full: 'Make room there, and delivery goes on by itself; what is delivered stays as it is.',
  refused: 'The worker must be allowed to make, rename and remove files and folders there.',
  foreign: '',
  conflict: '',
  unavailable: 'It is tried again; if it lasts, look at the disk.',
} satisfies Record<ArchiveErrorKind, string>;

/**
 * Do something with the files of a folder and translate what the system says to it; whatever else is thrown passes as
 * it is.
 * @param purpose what is attempted, to begin the sentence with
 * @throws ArchiveError
 */
export async function translatingFileErrors<T>(purpose: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw folderFailure(purpose, thrown);
  }
}

/** The error for what a call of the file system threw; anything else is given back. */
export function folderFailure(purpose: string, thrown: unknown): unknown {
  if (!isSystemError(thrown)) return thrown;
  const kind = KINDS[thrown.code] ?? 'unavailable';
  const said = kind === 'full' ? `the disk is full (${thrown.code})` : `the system said ${thrown.code}`;
  return new ArchiveError(`${purpose}: ${said}. ${ADVICE[kind]}`, kind);
}

/** Whether it was said that there is no such file. */
export function isAbsent(thrown: unknown): boolean {
  return isSystemError(thrown) && thrown.code === 'ENOENT';
}

/** Whether it was said that there is no room. */
export function isOutOfSpace(thrown: unknown): boolean {
  return isSystemError(thrown) && KINDS[thrown.code] === 'full';
}

/** Whether it was said that there is a file or folder of that name. */
export function isThere(thrown: unknown): boolean {
  return isSystemError(thrown) && thrown.code === 'EEXIST';
}

function isSystemError(thrown: unknown): thrown is { readonly code: string } {
  const { code, syscall } = thrown as { code?: unknown; syscall?: unknown };
  return typeof code === 'string' && typeof syscall === 'string';
}
