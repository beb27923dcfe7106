import { resolve } from 'node:path';
import { formatArchivePlace, parseArchiveUrl } from '../../archive/stores/archive-url';
import { UsageError } from './usage-error';

/**
 * Read where an archive is; a folder by its whole path, since the worker may run elsewhere than the starter.
 * @throws UsageError when it is no such place
 */
export function resolveArchiveLocation(text: string): string {
  try {
    const place = parseArchiveUrl(text);
    return place.kind === 'folder' ? resolve(place.path) : formatArchivePlace(place);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError([error.message]) : error;
  }
}
