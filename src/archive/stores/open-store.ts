import { parseArchiveUrl } from './archive-url';
import { createFolderStore } from './folder-store';
import type { S3Settings } from './s3/s3-client';
import { createS3Store } from './s3/s3-store';
import type { Store } from './store';

/**
 * The store at an address: a folder, from where this process runs if it is relative, or `s3://bucket/prefix`. Nothing is
 * asked or made yet.
 * @throws RangeError with a sentence for people when it is no such address
 */
export function openStore(url: string, settings: S3Settings = {}): Store {
  const place = parseArchiveUrl(url);
  return place.kind === 'folder' ? createFolderStore(place.path) : createS3Store(place, settings);
}
