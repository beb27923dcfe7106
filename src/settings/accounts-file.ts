import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { ACCOUNTS_FILE } from './accounts-schema';
import { accountsFileOf, type Environment } from './environment';
import { resolveReference } from './reference';
import { SettingsError } from './settings-error';

/** Accounts that share a quota: a parent and its subaccounts. Credentials are references (`env:NAME`, `file:/path`), never values. */
export type AccountGroup = Readonly<ReturnType<typeof groupOf>>;

export type AccountsFile = Readonly<NonNullable<ReturnType<typeof readAccountsFile>>>;

/**
 * Read the accounts file: that of DAYHAUL_CONFIG, or ./dayhaul.yaml if it exists; undefined without one. No reference is resolved.
 * @throws SettingsError with every problem at once, each with its place in the file and without values
 */
export function readAccountsFile(environment: Environment) {
  const file = accountsFileOf(environment);
  if (file === undefined) return undefined;
  const { data, error } = ACCOUNTS_FILE.safeParse(parseFile(file), { error: describeIssue });
  if (error) {
    const problems = error.issues.map((issue) => [`${file}:`, issue.path.join('.'), issue.message].filter(Boolean));
    throw new SettingsError(problems.map((parts) => parts.join(' ')));
  }
  return { path: file, groups: Object.entries(data.groups).map(([name, group]) => groupOf(name, group, dirname(file))) };
}

/** The archive of an account of a group; undefined without one. */
export function archiveOf({ archive }: Pick<AccountGroup, 'archive'>, label: string): string | undefined {
  return archive?.replaceAll('{account}', label);
}

/** Whether a group names an AccountSid or excepts it: no subaccount has it as its label then. */
export function namesSid({ accounts, subaccountsOf }: AccountGroup, sid: string): boolean {
  return accounts.some((each) => each.sid === sid) || subaccountsOf?.except.includes(sid) === true;
}

/** The references of accounts that have no value now, a sentence for each. */
export function emptyReferences({ path, groups }: AccountsFile, environment: Environment): string[] {
  const empty = groups.flatMap(({ accounts }) => accounts.filter(({ secret }) => resolveReference(secret, environment) === ''));
  return empty.map(
    ({ label, secret }) => `${path}: the credentials of account "${label}" (${secret}) are empty or cannot be read.`,
  );
}

function parseFile(path: string): unknown {
  try {
    const document = parseDocument(readFileSync(path, 'utf8'));
    const problems = document.errors.map(({ code, linePos }) => {
      const line = `${path}: line ${linePos?.[0].line ?? 1}`;
      return code === 'DUPLICATE_KEY' ? `${line} repeats a key.` : `${line} is not valid YAML.`;
    });
    if (problems.length > 0) throw new SettingsError(problems);
    return document.toJS();
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    throw new SettingsError([`${path}: the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'invalid alias'}).`]);
  }
}

const NAMES: Readonly<Record<string, string>> = { object: 'a mapping', record: 'a mapping', array: 'a list', string: 'a text' };

/** The message of a problem that has none in the schema. An unknown key may be a secret when it is long. */
function describeIssue(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message;
  if (issue.code === 'unrecognized_keys') {
    const shown = issue.keys.filter((key) => /^[\w.-]{1,24}$/.test(key)).map((key) => ` "${key}"`);
    return `has an unknown key${shown.join()}.`;
  }
  if (issue.code !== 'invalid_type') return undefined;
  return issue.input === undefined ? 'is missing.' : `must be ${NAMES[issue.expected] ?? issue.expected}.`;
}

type ParsedGroup = z.output<typeof ACCOUNTS_FILE>['groups'][string];

function groupOf(name: string, { archive, schedule, accounts, ...group }: ParsedGroup, folder: string) {
  const { at, jitter, ...limits } = schedule;
  return {
    ...group,
    name,
    /** With `{account}` for the label. A folder is absolute. */
    archive: archive?.startsWith('s3:') ? archive.replace(/\/$/, '') : archive && resolve(folder, archive),
    schedule: { at: at.padStart(5, '0'), jitterMs: jitter, ...limits },
    /** The user name is the AccountSid, or the SID of an API key. */
    accounts: Object.entries(accounts).map(([label, { sid, token, apiKey = sid, apiSecret = '', types = group.types }]) => {
      return { label, sid, types, username: apiKey, secret: token ?? apiSecret };
    }),
  };
}
