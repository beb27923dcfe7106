import { z } from 'zod';
import { parseArchiveUrl } from '../archive/stores/archive-url';
import { ACCOUNT_LABEL } from '../contract/ids';
import { dayOf, isDay } from '../domain/days/day-range';
import { DEFAULT_JITTER, DEFAULT_TIME, LONGEST_JITTER_MS, TIME_OF_DAY } from '../domain/request/start-time';
import { LONGEST_LOOKBACK_DAYS } from '../domain/request/validate-options';
import { isRecord } from '../domain/shape';
import { DAYS_PER_UTC_DAY } from '../domain/twilio/limits';
import { RESOURCE_TYPES } from '../domain/twilio/resource-type';
import { readDuration } from './duration';
import { REFERENCE } from './reference';

const ACCOUNT_SID = /^AC[0-9a-f]{32}$/;

const SID = text(ACCOUNT_SID, 'an AccountSid: AC and 32 hexadecimal digits');
const SECRET = text(REFERENCE, 'a reference, env:NAME or file:/path, and never the value');
const GROUP_NAME = text(/^(?!\.+$)[A-Za-z0-9_.-]{1,64}$/, 'a name: 1 to 64 letters, digits, dots, dashes or underscores');
const LABEL = text(/^(?!\.+$|group-|quota-)[A-Za-z0-9_.-]{1,64}$/, `a label: ${ACCOUNT_LABEL}`);
const JITTER = must('a duration up to 12h, such as 20m');
const TYPES = z
  .array(z.enum(RESOURCE_TYPES, must(`one of ${RESOURCE_TYPES.join(', ')}`)))
  .min(1, must('a list of at least one resource type'))
  .refine((types) => new Set(types).size === types.length, must('a list of different resource types'));

const ACCOUNT = z
  .strictObject({
    sid: SID,
    token: SECRET.optional().describe('Reference to the AuthToken'),
    apiKey: text(/^SK[0-9a-f]{32}$/, 'the SID of an API key: SK and 32 hexadecimal digits').optional(),
    apiSecret: SECRET.optional().describe('Reference to the secret of the API key'),
    types: TYPES.optional().describe('Instead of the types of the group'),
  })
  .meta({ oneOf: [{ required: ['token'] }, { required: ['apiKey', 'apiSecret'] }] });

const SCHEDULE = z.strictObject({
  at: text(TIME_OF_DAY, 'a time of day (UTC), such as 03:00').default(DEFAULT_TIME).describe('Start of the daily run, UTC'),
  jitter: z
    .string(JITTER)
    .transform((duration) => readDuration(duration) ?? Infinity)
    .pipe(z.number(JITTER).max(LONGEST_JITTER_MS, JITTER))
    .prefault(DEFAULT_JITTER)
    .describe('Each run starts up to this much later, such as 20m'),
  lookback: whole(0, LONGEST_LOOKBACK_DAYS).default(0).describe('Export each day again after this number of days'),
  openExports: whole(1, 100).default(8).describe('Maximum number of exports that submit at the same time'),
});

const GROUP = z.strictObject({
  quotaDays: whole(1, DAYS_PER_UTC_DAY).default(DAYS_PER_UTC_DAY).describe('Days that the group may request per UTC day'),
  types: TYPES.describe('Resource types of each account'),
  firstDay: z.iso
    .date({ ...must('a calendar day, such as 2019-01-31'), abort: true })
    .refine(isDay)
    .refine((day) => day <= dayOf(Date.now()), must('today or earlier'))
    .describe('First day to export, UTC'),
  archive: text(/^[^{}]*(\{account\}[^{}]*)+$/, 'a location with {account}, and without other braces')
    .superRefine(checkArchive)
    .optional()
    .describe('Folder or s3://bucket/prefix, with {account} for the label'),
  schedule: SCHEDULE.prefault({}),
  accounts: z.record(LABEL, ACCOUNT).refine(isFilled, must('one or more accounts')).describe('Accounts by label'),
  subaccountsOf: z
    .strictObject({
      account: LABEL.describe('Label of the parent account in this group'),
      except: z.array(SID).default([]).describe('AccountSids of subaccounts to leave out'),
    })
    .optional()
    .describe('Export every active subaccount of an account, too'),
});

/** The accounts file. Its messages repeat no value, which may be a secret. */
export const ACCOUNTS_FILE = z
  .strictObject({
    groups: z
      .record(GROUP_NAME, GROUP)
      .refine(isFilled, must('one or more groups'))
      .describe('Accounts that share a quota: a parent and its subaccounts'),
  })
  .superRefine(checkTogether, { when: () => true }); // with other problems, too, so that all are reported at once

/** What a value must be. A missing value has another message. */
function must(expected: string) {
  return { error: ({ input }: { readonly input?: unknown }) => (input === undefined ? undefined : `must be ${expected}.`) };
}

function isFilled(entries: object): boolean {
  return Object.keys(entries).length > 0;
}

function text(pattern: RegExp, expected: string) {
  return z.string(must(expected)).regex(pattern, must(expected));
}

function whole(least: number, most: number) {
  const expected = must(`a whole number from ${least} to ${most}`);
  return z.int(expected).min(least, expected).max(most, expected);
}

/** The label in upper case is also one that no bucket can have. */
function checkArchive(template: string, context: z.core.$RefinementCtx): void {
  try {
    parseArchiveUrl(template.replaceAll('{account}', 'ACCOUNT'));
  } catch (error) {
    context.addIssue(`is invalid. ${(error as RangeError).message.replaceAll('ACCOUNT', '{account}')}`);
  }
}

/** Stands for a group with subaccounts: only by it a command finds the group of an AccountSid. */
const PARENT = Symbol('subaccountsOf');

/** Check what no field shows alone. The parts of an invalid file can have any type. */
function checkTogether(file: unknown, context: z.core.$RefinementCtx): void {
  const seen = new Map<unknown, string>();
  for (const [name, group] of entriesOf(file, 'groups')) {
    const problem = (message: string, ...path: string[]) => {
      context.addIssue({ code: 'custom', path: ['groups', name, ...path], message });
    };
    const accounts = entriesOf(group, 'accounts');
    for (const [label, { sid, ...account }] of accounts) {
      const path = ['accounts', label];
      const given = ['token', 'apiKey', 'apiSecret'].filter((field) => field in account);
      if (!['token', 'apiKey,apiSecret'].includes(given.join()))
        problem('must have either token, or apiKey and apiSecret.', ...path);
      if (ACCOUNT_SID.test(label) && label !== sid) problem('has the AccountSid of another account as its label.', ...path);
      if (seen.has(label)) problem(`has the label of ${seen.get(label)}.`, ...path);
      if (seen.has(sid)) problem(`is the AccountSid of ${seen.get(sid)}, too.`, ...path, 'sid');
      for (const key of [label, sid ?? label]) seen.set(key, `groups.${name}.accounts.${label}`);
    }
    const parent = isRecord(group['subaccountsOf']) ? group['subaccountsOf']['account'] : undefined;
    if (parent !== undefined && seen.has(PARENT)) problem('is in another group, too. Use a file for each parent.', 'subaccountsOf');
    if (parent !== undefined) seen.set(PARENT, name);
    const isKnown = parent === undefined || accounts.some(([label]) => label === parent);
    if (!isKnown) problem('must be a label of this group.', 'subaccountsOf', 'account');
  }
}

function entriesOf(parent: unknown, field: string): [string, Readonly<Record<string, unknown>>][] {
  const children = isRecord(parent) && isRecord(parent[field]) ? Object.entries(parent[field]) : [];
  return children.flatMap(([name, child]) => (isRecord(child) ? [[name, child]] : []));
}
