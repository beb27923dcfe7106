import type { ExportOptions } from '../../domain/request/export-options';
import type { ErrorKind } from './failure-mapping';

/** The wait after an error of an attempt, in milliseconds. A longer Retry-After takes precedence. */
export type Backoff = (attempt: number, kind: ErrorKind) => number;

/** The shortest poll, doubling up to the longest. */
export function pollBackoff({ pollMinMs, pollMaxMs }: Pick<ExportOptions, 'pollMinMs' | 'pollMaxMs'>): Backoff {
  return (attempt) => Math.min(pollMinMs * 2 ** (attempt - 1), pollMaxMs);
}

/** For the first activities of an export, when a user may be waiting: two seconds, doubling up to the shortest poll. */
export function firstBackoff({ pollMinMs }: Pick<ExportOptions, 'pollMinMs'>): Backoff {
  return (attempt) => Math.min(pollMinMs, 1000 * 2 ** attempt);
}
