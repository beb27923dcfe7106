import { homedir } from 'node:os';

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
export function insteadOf(location: string): string | undefined {
  for (const [looks, instead] of LOOKALIKES) {
    const match = looks.exec(location);
    if (match) return instead(match);
  }
  return undefined;
}

/** A location for a message: without credentials, signatures and characters that cannot be seen. */
export function shownLocation(location: string): string {
  return location
    .replace(/:\/*.*@/s, '://…@')
    .replace(/(?<=:.*)\?.*$/s, '?…')
    .replaceAll(new RegExp(UNSEEN, 'gu'), '�');
}

function inBucket({ groups: { object = '', below = '' } = {} }: RegExpExecArray): string {
  const key = `${object}${below}`.replace(/^.*@|\?.*$/gs, '').replaceAll(/^\/+|\/+$/g, '');
  return key === '' ? FORMS : `Use s3://${key}.`;
}
