import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { starter } from '../support/programs';

const folder = mkdtempSync(join(tmpdir(), 'dayhaul-accounts-'));
const path = join(folder, 'accounts.yaml');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const [MAIN, SHOP, OLD] = [1, 2, 3].map((number) => `AC${String(number).padStart(32, '0')}`) as [string, string, string];
const GROUP = `groups:
  acme:
    types: [Messages, Calls]
    firstDay: 2019-01-01
    archive: s3://acme-twilio/{account}
    accounts:
      main: { sid: ${MAIN}, token: 'env:ACME_TOKEN' }
      shop-7: { sid: ${SHOP}, apiKey: SK${'0'.repeat(32)}, apiSecret: 'file:/run/secrets/shop-7', types: [Messages] }
`;

test('accounts list shows a table for each group, with the references of the credentials', async () => {
  const other = `  other: { types: [Calls], firstDay: 2024-02-01, quotaDays: 100, accounts: { b: { sid: ${OLD}, token: 'env:B' } } }`;
  writeFileSync(path, `${GROUP}    subaccountsOf: { account: main, except: [${OLD}] }\n${other}\n`);

  const { exitCode, stdout, stderr } = await starter(`accounts list --config ${path}`, { ACME_TOKEN: 'canary' });
  expect(stderr).toBe('');
  expect(stdout).toBe(`acme: up to 366 days per UTC day, from 2019-01-01, daily at 03:00 UTC
LABEL   ACCOUNT SID                         TYPES           ARCHIVE                  CREDENTIALS
main    ${MAIN}  Messages,Calls  s3://acme-twilio/main    env:ACME_TOKEN
shop-7  ${SHOP}  Messages        s3://acme-twilio/shop-7  file:/run/secrets/shop-7
And the active subaccounts of main, except ${OLD}.

other: up to 100 days per UTC day, from 2024-02-01, daily at 03:00 UTC
LABEL  ACCOUNT SID                         TYPES  ARCHIVE  CREDENTIALS
b      ${OLD}  Calls  -        env:B
`);
  expect(exitCode).toBe(0);
});

test('accounts list --json reads the file of DAYHAUL_CONFIG', async () => {
  writeFileSync(path, GROUP);
  const { stdout } = await starter('accounts list --json', { DAYHAUL_CONFIG: path });
  expect(JSON.parse(stdout)).toEqual([
    {
      group: 'acme',
      resourceTypes: ['Messages', 'Calls'],
      quotaDays: 366,
      firstDay: '2019-01-01',
      archive: 's3://acme-twilio/{account}',
      schedule: { at: '03:00', jitterMs: 600_000, lookback: 0, openExports: 8 },
      accounts: [
        {
          label: 'main',
          accountSid: MAIN,
          resourceTypes: ['Messages', 'Calls'],
          archive: 's3://acme-twilio/main',
          credentials: 'env:ACME_TOKEN',
        },
        {
          label: 'shop-7',
          accountSid: SHOP,
          resourceTypes: ['Messages'],
          archive: 's3://acme-twilio/shop-7',
          credentials: 'file:/run/secrets/shop-7',
        },
      ],
    },
  ]);
});

test('an invalid file is a usage error with all problems and without secrets', async () => {
  writeFileSync(path, GROUP.replace("'env:ACME_TOKEN'", 'canary').replace('[Messages]', '[Faxes]'));
  const { exitCode, stdout, stderr } = await starter(`accounts list --config ${path}`);
  expect(stderr)
    .toBe(`Error: ${path}: groups.acme.accounts.main.token must be a reference, env:NAME or file:/path, and never the value.
Error: ${path}: groups.acme.accounts.shop-7.types.0 must be one of Messages, Calls, Conferences, Participants.
`);
  expect([exitCode, stdout]).toEqual([2, '']);
});

test('commands select an account of the file by its label', async () => {
  writeFileSync(path, `${GROUP}    subaccountsOf: { account: main, except: [${OLD}] }\n`);
  for (const unknown of [SHOP, OLD, 'default']) {
    const { exitCode, stderr } = await starter(`days list --resource-type Calls --account ${unknown} --config ${path}`);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringContaining(`has no account "${unknown}". Select one with --account.`) as unknown,
    });
  }
  const { stdout } = await starter(`verify --archive ${folder} --config ${path}`);
  expect(stdout).toContain('No archive found');
});

test('DAYHAUL_CONFIG=none is no file', async () => {
  expect((await starter('accounts list', { DAYHAUL_CONFIG: 'none' })).stderr).toContain('No accounts file found.');
});

test('without a file, the message says how to name one', async () => {
  const { exitCode, stderr } = await starter('accounts list');
  expect(stderr).toBe('Error: No accounts file found. Create dayhaul.yaml, or name a file with --config or DAYHAUL_CONFIG.\n');
  expect(exitCode).toBe(2);
});
