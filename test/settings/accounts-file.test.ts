import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveOf, readAccountsFile } from '../../src/settings/accounts-file';
import { SettingsError } from '../../src/settings/settings-error';

const folder = mkdtempSync(join(tmpdir(), 'dayhaul-accounts-'));
const path = join(folder, 'dayhaul.yaml');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const sid = (number: number) => `AC${String(number).padStart(32, '0')}`;
const KEY = `SK${'0'.repeat(32)}`;

function read(yaml: string) {
  writeFileSync(path, yaml);
  return readAccountsFile({ DAYHAUL_CONFIG: path })?.groups ?? [];
}

/** The problems of a file, without its path. */
function problemsOf(yaml: string): readonly string[] {
  try {
    read(yaml);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as SettingsError).problems.map((problem) => problem.replace(`${path}: `, ''));
  }
  return [];
}

/** A file with one group of one account, with these fields instead of its own. */
function fileWith(group: object, account: object = {}): string {
  const main = { sid: sid(1), token: 'env:A', ...account };
  return JSON.stringify({ groups: { acme: { types: ['Calls'], firstDay: '2019-01-01', accounts: { main }, ...group } } });
}

test('a file is read with the references of its credentials and without their values', () => {
  const groups = read(`
groups:
  acme:
    quotaDays: 300
    types: [Messages, Calls]
    firstDay: 2019-01-01
    archive: s3://acme-twilio/{account}/
    schedule: { at: 4:30, jitter: 20m, lookback: 14, openExports: 4 }
    accounts:
      main: { sid: ${sid(1)}, token: env:ACME_TOKEN }
      shop-7: { sid: ${sid(2)}, apiKey: ${KEY}, apiSecret: 'file:/run/secrets/shop-7', types: [Messages] }
    subaccountsOf: { account: main, except: [${sid(3)}] }
`);
  expect(groups).toEqual([
    {
      name: 'acme',
      quotaDays: 300,
      types: ['Messages', 'Calls'],
      firstDay: '2019-01-01',
      archive: 's3://acme-twilio/{account}',
      schedule: { at: '04:30', jitterMs: 1_200_000, lookback: 14, openExports: 4 },
      accounts: [
        { label: 'main', sid: sid(1), types: ['Messages', 'Calls'], username: sid(1), secret: 'env:ACME_TOKEN' },
        { label: 'shop-7', sid: sid(2), types: ['Messages'], username: KEY, secret: 'file:/run/secrets/shop-7' },
      ],
      subaccountsOf: { account: 'main', except: [sid(3)] },
    },
  ]);
  expect(archiveOf(groups[0]!, 'shop-7')).toBe('s3://acme-twilio/shop-7');
});

test('the example of the page is valid', () => {
  const page = readFileSync(join(__dirname, '../../docs/many-accounts.md'), 'utf8');
  expect(read(/```yaml\n(.*?)```/s.exec(page)?.[1] ?? '')).toMatchObject([
    { name: 'acme', accounts: [{ label: 'main' }, { label: 'shop-7' }] },
  ]);
});

test('a short file has defaults', () => {
  const [group] = read(fileWith({ subaccountsOf: { account: 'main' } }));
  expect(group).toMatchObject({
    quotaDays: 366,
    schedule: { at: '03:00', jitterMs: 600_000, lookback: 0, openExports: 8 },
    subaccountsOf: { except: [] },
  });
  expect(archiveOf(group!, 'main')).toBeUndefined();
});

test('a folder for archives is relative to the file', () => {
  expect(read(fileWith({ archive: './archive/{account}' }))[0]?.archive).toBe(join(folder, 'archive/{account}'));
});

test.each([
  [{ quotaDays: 0 }, 'quotaDays must be a whole number from 1 to 366.'],
  [{ quotaDays: 367 }, 'quotaDays must be a whole number from 1 to 366.'],
  [{ quotaDays: 'none' }, 'quotaDays must be a whole number from 1 to 366.'],
  [{ types: ['Calls', 'sms'] }, 'types.1 must be one of Messages, Calls, Conferences, Participants.'],
  [{ types: ['Calls', 'Calls'] }, 'types must be a list of different resource types.'],
  [{ types: [] }, 'types must be a list of at least one resource type.'],
  [{ types: 'all' }, 'types must be a list.'],
  [{ firstDay: undefined }, 'firstDay is missing.'],
  [{ firstDay: '2019-02-30' }, 'firstDay must be a calendar day, such as 2019-01-31.'],
  [{ firstDay: '2199-01-01' }, 'firstDay must be today or earlier.'],
  [{ archive: 's3://acme/twilio' }, 'archive must be a location with {account}, and without other braces.'],
  [{ archive: '/data/{account}/{type}' }, 'archive must be a location with {account}, and without other braces.'],
  [
    { archive: 's3://{account}/twilio' },
    'archive is invalid. "s3://{account}/twilio" has no valid bucket name. Use s3://bucket/prefix.',
  ],
  [{ archive: 'https://key:canary@example.com/{account}' }, expect.stringMatching(/^archive is invalid\. /)],
  [{ schedule: { at: '24:00' } }, 'schedule.at must be a time of day (UTC), such as 03:00.'],
  [{ schedule: { jitter: 20 } }, 'schedule.jitter must be a duration up to 12h, such as 20m.'],
  [{ schedule: { jitter: 'long' } }, 'schedule.jitter must be a duration up to 12h, such as 20m.'],
  [{ schedule: { jitter: '13h' } }, 'schedule.jitter must be a duration up to 12h, such as 20m.'],
  [{ schedule: { lookback: 31 } }, 'schedule.lookback must be a whole number from 0 to 30.'],
  [{ schedule: { openExports: 1.5 } }, 'schedule.openExports must be a whole number from 1 to 100.'],
  [{ accounts: { 'a b': { sid: sid(1), token: 'env:A' } } }, expect.stringMatching(/^accounts\.a b must be a label: /)],
  [{ accounts: { '..': { sid: sid(1), token: 'env:A' } } }, expect.stringMatching(/^accounts\.\.\. must be a label: /)],
  [
    { accounts: { [sid(1)]: { sid: sid(2), token: 'env:A' } } },
    `accounts.${sid(1)} has the AccountSid of another account as its label.`,
  ],
  [{ accounts: { 'quota-a': { sid: sid(1), token: 'env:A' } } }, expect.stringMatching(/not starting with group- or quota-\.$/)],
  [{ accounts: {} }, 'accounts must be one or more accounts.'],
  [{ accounts: { main: null } }, 'accounts.main must be a mapping.'],
  [{ subaccountsOf: { account: 'other' } }, 'subaccountsOf.account must be a label of this group.'],
  [
    { subaccountsOf: { account: 'main', except: ['shop'] } },
    'subaccountsOf.except.0 must be an AccountSid: AC and 32 hexadecimal digits.',
  ],
  [{ quota: 3 }, 'has an unknown key "quota".'],
])('a group with %j is refused', (group, problem) => {
  const problems = problemsOf(fileWith(group));
  expect(problems.map((each) => each.replace(/^groups\.acme[. ]/, ''))).toEqual([problem]);
  expect(problems.join()).not.toContain('canary');
});

const NEITHER = ' must have either token, or apiKey and apiSecret.';
const REFERENCE = ' must be a reference, env:NAME or file:/path, and never the value.';

test.each([
  [{ sid: 'shop' }, '.sid must be an AccountSid: AC and 32 hexadecimal digits.'],
  [{ token: 'canary' }, `.token${REFERENCE}`],
  [{ token: 'env:not a name' }, `.token${REFERENCE}`],
  [{ token: undefined, apiKey: KEY, apiSecret: 'canary' }, `.apiSecret${REFERENCE}`],
  [
    { token: undefined, apiKey: 'canary', apiSecret: 'env:B' },
    '.apiKey must be the SID of an API key: SK and 32 hexadecimal digits.',
  ],
  [{ token: undefined }, NEITHER],
  [{ token: undefined, apiKey: KEY }, NEITHER],
  [{ token: undefined, apiSecret: 'env:B' }, NEITHER],
  [{ apiKey: KEY, apiSecret: 'env:B' }, NEITHER],
  [{ types: ['Faxes'] }, '.types.0 must be one of Messages, Calls, Conferences, Participants.'],
  [{ canary0123456789canary0123456789: null }, ' has an unknown key.'],
])('an account with %j is refused, and no secret is printed', (account, problem) => {
  const problems = problemsOf(fileWith({}, account));
  expect(problems).toEqual([`groups.acme.accounts.main${problem}`]);
  expect(problems.join()).not.toContain('canary');
});

test('only one group has the subaccounts of a parent, and a file has a group', () => {
  const group = (number: number) => `{ types: [Calls], firstDay: 2019-01-01, subaccountsOf: { account: m${number} },
    accounts: { m${number}: { sid: ${sid(number)}, token: env:A } } }`;
  expect(problemsOf(`groups: { a: ${group(1)}, b: ${group(2)} }`)).toEqual([
    'groups.b.subaccountsOf is in another group, too. Use a file for each parent.',
  ]);
  expect(problemsOf('groups: {}')).toEqual(['groups must be one or more groups.']);
});

test('a label and an AccountSid belong to one account of the file', () => {
  const group = 'types: [Calls], firstDay: 2019-01-01';
  const problems = problemsOf(`
groups:
  a: { ${group}, accounts: { main: { sid: ${sid(1)}, token: env:A }, shop: { sid: ${sid(1)}, token: env:A } } }
  b: { ${group}, accounts: { main: { sid: ${sid(2)}, token: env:A }, other: { sid: ${sid(1)}, token: env:A } } }
`);
  expect(problems).toEqual([
    'groups.a.accounts.shop.sid is the AccountSid of groups.a.accounts.main, too.',
    'groups.b.accounts.main has the label of groups.a.accounts.main.',
    'groups.b.accounts.other.sid is the AccountSid of groups.a.accounts.shop, too.',
  ]);
});

test('all problems of a file are reported at once', () => {
  const problems = problemsOf(`
colour: red
groups:
  a b: { types: [Calls] }
  acme:
    types: [sms]
    accounts: { main: { sid: 7, token: canary }, shop: { sid: ${sid(1)} }, a: { token: env:A }, b: { token: env:A }, main2: { sid: ${sid(1)}, token: env:A } }
    subaccountsOf: { account: nain }
`);
  expect(problems).toEqual([
    expect.stringMatching(/^groups\.a b must be a name/),
    expect.stringMatching(/^groups\.acme\.types\.0 must be one of/),
    'groups.acme.firstDay is missing.',
    expect.stringMatching(/^groups\.acme\.accounts\.main\.sid must be an AccountSid/),
    expect.stringMatching(/^groups\.acme\.accounts\.main\.token must be a reference/),
    'groups.acme.accounts.a.sid is missing.',
    'groups.acme.accounts.b.sid is missing.',
    'has an unknown key "colour".',
    `groups.acme.accounts.shop${NEITHER}`,
    'groups.acme.accounts.main2.sid is the AccountSid of groups.acme.accounts.shop, too.',
    'groups.acme.subaccountsOf.account must be a label of this group.',
  ]);
});

test.each([
  ['a: 1\na: canary', ['line 2 repeats a key.']],
  ['a: [\n  canary', ['line 2 is not valid YAML.']],
  ['a: *canary', ['the file cannot be read (invalid alias).']],
  ['', ['must be a mapping.']],
])('a file %j is refused without its text', (yaml, problems) => {
  expect(problemsOf(yaml)).toEqual(problems);
});

test('a file that does not exist is refused, unless it is the default', () => {
  expect(() => readAccountsFile({ DAYHAUL_CONFIG: '/does/not/exist' })).toThrow(
    '/does/not/exist: the file cannot be read (ENOENT).',
  );
  expect(readAccountsFile({})).toBeUndefined();
});

test('dayhaul.yaml of the working directory is the default', () => {
  writeFileSync(path, fileWith({}));
  const before = process.cwd();
  process.chdir(folder);
  try {
    expect(readAccountsFile({})).toMatchObject({ path: 'dayhaul.yaml', groups: [{ name: 'acme' }] });
  } finally {
    process.chdir(before);
  }
});
