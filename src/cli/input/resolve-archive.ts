import { resolve } from 'node:path';
import { formatArchivePlace, parseArchiveUrl } from '../../archive/stores/archive-url';
import { UsageError } from './usage-error';

/**
 * Resolve the location of an archive. A folder becomes an absolute path, since the worker may run in another one.
 * @throws UsageError when it is not a valid location
 */
export function resolveArchiveLocation(text: string): string {
  try {
    const place = parseArchiveUrl(text);
    return place.kind === 'folder' ? resolve(place.path) : formatArchivePlace(place);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError([error.message]) : error;
  }
}
