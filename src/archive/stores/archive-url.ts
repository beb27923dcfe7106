import { insteadOf, shownLocation } from './refused-location';

/** Where an archive is: a folder, or the objects of a bucket whose keys begin with a prefix. */
export type ArchivePlace =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string };

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PREFIX = /^[\w!.*'()=-]+(\/[\w!.*'()=-]+)*$/;

/**
 * Read where an archive is: `./folder`, `/folder`, or `s3://bucket/prefix`. The prefix is without slashes at its ends,
 * and empty for the whole bucket.
 * @throws RangeError with a sentence for people, which says what to write instead
 */
export function parseArchiveUrl(text: string): ArchivePlace {
  // By hand, through Temporal's own tools, anything can be given.
  if (typeof text !== 'string') throw new RangeError('The location of an archive must be a text.');
  const shown = shownLocation(text);
  const [, address] = /^s3:\/\/(?!\/)(.+)$/s.exec(text) ?? [];
  if (address === undefined) {
    const instead = insteadOf(text);
    if (instead === undefined) return { kind: 'folder', path: text };
    throw new RangeError(`"${shown}" is not a valid archive location. ${instead}`);
  }
  const [bucket = '', ...folders] = address.split('/');
  const prefix = folders.join('/').replace(/\/$/, '');
  if (!BUCKET.test(bucket))
    throw new RangeError(`"${shown}" names no bucket; write it as s3://bucket/prefix.`);
  if (prefix !== '' && (!PREFIX.test(prefix) || prefix.split('/').some((folder) => /^\.\.?$/.test(folder)))) {
    throw new RangeError(
      `"${shown}" has a prefix that cannot be used: letters, digits and -_.=!*'() between single slashes.`,
    );
  }
  return { kind: 's3', bucket, prefix };
}

/** How an archive's place is written: a bucket with its prefix, or a folder as it was given. */
export function formatArchivePlace(place: ArchivePlace): string {
  if (place.kind === 'folder') return place.path;
  return `s3://${[place.bucket, place.prefix].filter(Boolean).join('/')}`;
}
