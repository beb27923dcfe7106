import { homedir } from 'node:os';

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

const FORMS = 'Use a folder such as /data/archive or ./archive, or s3://bucket/prefix.';
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const STORE_HOST = /^[^/]+\.(?:amazonaws\.com(?:\.cn)?|googleapis\.com|windows\.net|cloudflarestorage\.com)(?:\/|$)/i;

/** A text that resembles a URL or a shell expansion, and what to write instead. */
const LOOKALIKES: readonly (readonly [looks: RegExp, instead: (match: RegExpExecArray) => string])[] = [
  [/^\s*$/, () => FORMS],
  [UNSEEN, () => 'Remove the invisible characters.'],
  [/^\s+|\s+$/, ({ input }) => `Remove the spaces around it: ${input.trim()}`],
  [/^(["'`]).*\1$/s, ({ input }) => `Remove the quotes: ${input.slice(1, -1)}`],
  [/^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/, ({ 0: home, input }) => `Use the full path: ${homedir()}${input.slice(home.length)}`],
  [/^~|\/~(?:\/|$)/, () => 'Use the full path, without ~.'],
  [/^[$%`]|\$[{(]|%\w+%/, () => 'Variables are not expanded: use the full path.'],
  [/^[^/]*\\|^[a-z]:(?:\/|$)/i, () => FORMS],
  [/^\/\/+/, ({ 0: slashes, input }) => `Use one slash: /${input.slice(slashes.length)}`],
  [/^file:\/*(?:localhost(?=\/))?\/*/i, ({ 0: scheme, input }) => `Use the path alone: /${input.slice(scheme.length)}`],
  [/^arn:aws[\w-]*:s3:::(?<object>.*)$/is, inBucket],
  [/^s3[an]?(?::\/*|\/\/+)(?<object>.*)$/is, inBucket],
  [/^(?:https?:\/*)?(?<object>[^/.]+)\.s3[.-][^/]*amazonaws\.com[^/]*(?<below>\/.*)?$/is, inBucket],
  [/^https?:/i, () => 'Use s3://bucket/prefix, and S3_ENDPOINT for the server.'],
  [STORE_HOST, () => FORMS],
  [/^[^/]*:/, () => FORMS],
];

/** What to write instead of a text that looks like an address or like something that a shell expands; undefined otherwise. */
function insteadOf(location: string): string | undefined {
  for (const [looks, instead] of LOOKALIKES) {
    const match = looks.exec(location);
    if (match) return instead(match);
  }
  return undefined;
}

/** A location for a message: without credentials, signatures and characters that cannot be seen. */
function shownLocation(location: string): string {
  return location
    .replace(/:\/*.*@/s, '://…@')
    .replace(/(?<=:.*)\?.*$/s, '?…')
    .replaceAll(new RegExp(UNSEEN, 'gu'), '�');
}

function inBucket({ groups: { object = '', below = '' } = {} }: RegExpExecArray): string {
  const key = `${object}${below}`.replace(/^.*@|\?.*$/gs, '').replaceAll(/^\/+|\/+$/g, '');
  return key === '' ? FORMS : `Use s3://${key}.`;
}
