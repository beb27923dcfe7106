import { ArchiveError, type ArchiveErrorKind } from './store';
import { insteadOf } from '../../domain/instead-of';

/** The error codes that say that no space is left. */
export const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const REFUSED = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'];

const ADVICE = {
  full: 'Free some disk space; delivery continues automatically.',
  refused: 'Give the worker permission to create, rename and remove files and folders there.',
  unavailable: 'Dayhaul retries. If the error persists, check the disk.',
} satisfies Partial<Record<ArchiveErrorKind, string>>;

/** The error for an error of the file system; other errors are returned unchanged. */
export function folderFailure(purpose: string, thrown: unknown): unknown {
  const code = systemCode(thrown);
  if (code === undefined) return thrown;
  const kind = FULL.includes(code) ? 'full' : REFUSED.includes(code) ? 'refused' : 'unavailable';
  const said = kind === 'full' ? `the disk is full (${code})` : `system error ${code}`;
  return new ArchiveError(`${purpose}: ${said}. ${ADVICE[kind]}`, kind);
}

/** The code of an error of the file system, such as `ENOENT`; undefined for other errors. */
function systemCode(thrown: unknown): string | undefined {
  const { code, syscall } = thrown as { code?: unknown; syscall?: unknown };
  return typeof code === 'string' && typeof syscall === 'string' ? code : undefined;
}

export function hasCode(thrown: unknown, ...codes: readonly string[]): boolean {
  return codes.includes(systemCode(thrown) ?? '');
}

/** The result of work on a file or folder; undefined when it does not exist. */
export function ifPresent<T>(work: Promise<T>): Promise<T | undefined> {
  return work.catch(insteadOf((thrown) => hasCode(thrown, 'ENOENT'), undefined));
}
