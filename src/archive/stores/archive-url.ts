/** Where an archive is: a folder, or the objects of a bucket whose keys begin with a prefix. */
export type ArchivePlace =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string };

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PREFIX = /^[\w!.*'()=-]+(\/[\w!.*'()=-]+)*$/;

/**
 * Read where an archive is: `./folder`, `/folder`, or `s3://bucket/prefix`. The prefix is without slashes at its ends,
 * and empty for the whole bucket.
 * @throws RangeError with a sentence for people
 */
export function parseArchiveUrl(text: string): ArchivePlace {
  const [, scheme, rest = ''] = /^([a-z][a-z0-9+-]*):\/\/(.*)$/is.exec(text) ?? [];
  if (scheme === undefined && text.trim() !== '' && !text.includes('\0'))
    return { kind: 'folder', path: text };
  if (scheme?.toLowerCase() !== 's3') {
    throw new RangeError(`"${text}" is no archive: give a folder such as ./archive, or s3://bucket/prefix.`);
  }
  const [bucket = '', ...folders] = rest.split('/');
  const prefix = folders.join('/').replace(/\/$/, '');
  if (!BUCKET.test(bucket))
    throw new RangeError(`"${text}" names no bucket; write it as s3://bucket/prefix.`);
  if (prefix !== '' && (!PREFIX.test(prefix) || prefix.split('/').some((folder) => /^\.\.?$/.test(folder)))) {
    throw new RangeError(
      `"${text}" has a prefix that cannot be used: letters, digits and -_.=!*'() between single slashes.`,
    );
  }
  return { kind: 's3', bucket, prefix };
}
