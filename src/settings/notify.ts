import { readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { Secret } from '../bulk-export/secret';
import { NOTIFY_EVENTS } from '../domain/notify/notice';
import { present, type Environment } from './environment';
import { REFERENCE, resolveReference } from './reference';

/** A receiver of notifications, by the name that pages and metrics show. */
export interface NotifyTarget {
  readonly name: string;
  readonly kind: 'webhook' | 'slack' | 'smtp' | 'heartbeat';
  readonly url: Secret;
  readonly secret?: Secret; // signs a webhook
  readonly from?: string; // of a mail
  readonly to?: string[];
  readonly events: readonly string[];
  readonly allowPrivate: boolean; // whether it may be on this machine or in a private network
}

/** Read the targets in the file of DAYHAUL_NOTIFY. Adds a sentence to `problems` for each invalid one, without values of the file. */
export function readNotifyTargets(environment: Environment, problems: string[]): readonly NotifyTarget[] {
  const path = present(environment, 'DAYHAUL_NOTIFY');
  if (path === undefined) return [];
  try {
    const read = fileOf(environment).safeParse(parse(readFileSync(path, 'utf8'), { logLevel: 'error' }));
    for (const issue of read.error?.issues ?? []) problems.push(`DAYHAUL_NOTIFY: ${z.core.toDotPath(issue.path)} ${issue.message}`);
    return read.data ?? [];
  } catch (error) {
    const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
    problems.push(`DAYHAUL_NOTIFY: ${path} ${line === undefined ? 'cannot be read' : `is not valid YAML, line ${line}`}.`);
    return [];
  }
}

const text = (pattern: RegExp, flaw: string) => z.string().regex(pattern, flaw);

const HTTP = text(
  /^(https:\/\/[^\s/@?#]+|http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?)([/?#]\S*)?$/,
  'must refer to an https URL without credentials. Only this machine may use http.',
);
const SMTP = text(/^smtps?:\/\/\S+$/, 'must refer to an smtps:// or smtp:// URL.');
const KEY = text(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'must refer to a key: whsec_ and 24 to 64 bytes in base64.');

function fileOf(environment: Environment) {
  const referenceTo = (value: z.ZodString) =>
    text(REFERENCE, 'must be a reference, env:NAME or file:/path, and never the value.')
      .transform((reference) => resolveReference(reference, environment))
      .pipe(value)
      .transform((secret) => new Secret(secret));
  const shared = {
    name: text(/^[\w.-]{1,40}$/, 'must be 1 to 40 letters, digits, dots, dashes or underscores.').optional(),
    events: z.array(z.enum(NOTIFY_EVENTS, { error: unknownAmong(NOTIFY_EVENTS) })).default([...NOTIFY_EVENTS]),
    allowPrivate: z.boolean().optional(),
  };
  const kinds = [
    z.strictObject({ kind: z.literal('webhook'), ...shared, url: referenceTo(HTTP), secret: referenceTo(KEY) }),
    z.strictObject({ kind: z.literal('slack'), ...shared, url: referenceTo(HTTP) }),
    z.strictObject({ kind: z.literal('smtp'), ...shared, url: referenceTo(SMTP), from: z.email(), to: z.array(z.email()).min(1) }),
  ] as const;
  const file = z.strictObject({
    targets: z
      .array(z.discriminatedUnion('kind', kinds, { error: unknownAmong(['webhook', 'slack', 'smtp']) }))
      .refine((all) => new Set(all.map(({ name }, index) => name ?? index)).size === all.length, 'must have different names.')
      .default([]),
    heartbeatUrl: referenceTo(HTTP).optional(),
    allowPrivate: z.boolean().default(false),
  });
  return file.transform(({ targets, heartbeatUrl: url, allowPrivate }): NotifyTarget[] => [
    ...targets.map((target, index) => ({
      ...target,
      name: target.name ?? `${target.kind}-${index + 1}`,
      allowPrivate: target.allowPrivate ?? allowPrivate,
    })),
    ...(url ? [{ kind: 'heartbeat', name: 'heartbeat', url, events: ['exportEnded'], allowPrivate } as const] : []),
  ]);
}

/** Names an unknown word, unless it may be a secret. */
function unknownAmong(known: readonly string[]) {
  return ({ input }: { readonly input?: unknown }) => {
    const word = String((input as { readonly kind?: unknown } | undefined)?.kind ?? input);
    return `${/^[A-Za-z]{1,30}$/.test(word) ? `"${word}"` : 'this'} is unknown. Use one of: ${known.join(', ')}.`;
  };
}
