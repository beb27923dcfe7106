import { homedir } from 'node:os';

/** A text that resembles a URL or a shell expansion, and what to write instead. */
interface Lookalike {
  readonly looks: RegExp;
  readonly instead: (match: RegExpExecArray) => string;
}

const FORMS = 'Use a folder such as /data/archive or ./archive, or s3://bucket/prefix.';
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const STORE_HOST = /^[^/]+\.(?:amazonaws\.com(?:\.cn)?|googleapis\.com|windows\.net|cloudflarestorage\.com)(?:\/|$)/i;

const LOOKALIKES: readonly Lookalike[] = [
  { looks: /^\s*$/, instead: () => FORMS },
  { looks: UNSEEN, instead: () => 'Remove the invisible characters.' },
  { looks: /^\s+|\s+$/, instead: ({ input }) => `Remove the spaces around it: ${input.trim()}` },
  { looks: /^(["'`]).*\1$/s, instead: ({ input }) => `Remove the quotes: ${input.slice(1, -1)}` },
  {
    looks: /^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/,
    instead: ({ 0: home, input }) => `Use the full path: ${homedir()}${input.slice(home.length)}`,
  },
  { looks: /^~|\/~(?:\/|$)/, instead: () => 'Use the full path, without ~.' },
  { looks: /^[$%`]|\$[{(]|%\w+%/, instead: () => 'Variables are not expanded: use the full path.' },
  { looks: /^[^/]*\\|^[a-z]:(?:\/|$)/i, instead: () => FORMS },
  { looks: /^\/\/+/, instead: ({ 0: slashes, input }) => `Use one slash: /${input.slice(slashes.length)}` },
  {
    looks: /^file:\/*(?:localhost(?=\/))?\/*/i,
    instead: ({ 0: scheme, input }) => `Use the path alone: /${input.slice(scheme.length)}`,
  },
  { looks: /^arn:aws[\w-]*:s3:::(?<object>.*)$/is, instead: inBucket },
  { looks: /^s3[an]?(?::\/*|\/\/+)(?<object>.*)$/is, instead: inBucket },
  { looks: /^(?:https?:\/*)?(?<object>[^/.]+)\.s3[.-][^/]*amazonaws\.com[^/]*(?<below>\/.*)?$/is, instead: inBucket },
  { looks: /^https?:/i, instead: () => 'Use s3://bucket/prefix, and S3_ENDPOINT for the server.' },
  { looks: STORE_HOST, instead: () => FORMS },
  { looks: /^[^/]*:/, instead: () => FORMS },
];

/** What to write instead of a text that looks like an address or like something that a shell expands; undefined otherwise. */
export function insteadOf(location: string): string | undefined {
  for (const { looks, instead } of LOOKALIKES) {
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
