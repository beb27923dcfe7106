import { insteadOf, shownLocation } from './refused-location';

/** The location of an archive: a folder, or the objects of a bucket whose keys begin with a prefix. */
export type ArchivePlace =
  { readonly kind: 'folder'; readonly path: string } | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string };

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PREFIX = /^[\w!.*'()=-]+(\/[\w!.*'()=-]+)*$/;

/**
 * Read the location of an archive: a folder or `s3://bucket/prefix`.
 * @throws RangeError that says what to write instead
 * @example parseArchiveUrl('s3://exports/twilio/') // { kind: 's3', bucket: 'exports', prefix: 'twilio' }
 */
export function parseArchiveUrl(text: string): ArchivePlace {
  // An input that is written by hand, in Temporal's own tools, can have any type.
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
  if (!BUCKET.test(bucket)) throw new RangeError(`"${shown}" has no valid bucket name. Use s3://bucket/prefix.`);
  if (prefix !== '' && (!PREFIX.test(prefix) || prefix.split('/').some((folder) => /^\.\.?$/.test(folder)))) {
    throw new RangeError(`"${shown}" has an invalid prefix. Use letters, digits and -_.=!*'() between single slashes.`);
  }
  return { kind: 's3', bucket, prefix };
}

/** The text of a location. @example formatArchivePlace({ kind: 's3', bucket: 'exports', prefix: '' }) // 's3://exports' */
export function formatArchivePlace(place: ArchivePlace): string {
  if (place.kind === 'folder') return place.path;
  return `s3://${[place.bucket, place.prefix].filter(Boolean).join('/')}`;
}
