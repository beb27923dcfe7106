import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/archive/stores/open-store';
import { addDays, dayOf } from '../../src/domain/days/day-range';
import { starter } from '../support/programs';

const folder = mkdtempSync(join(tmpdir(), 'dayhaul-group-'));
const path = join(folder, 'dayhaul.yaml');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The day so many days before today. */
function daysAgo(days: number) {
  return addDays(dayOf(Date.now()), -days);
}

const TODAY = daysAgo(0);

/** A file with the group acme, whose accounts are named a-1, a-2 and so on. */
function writeGroup(accounts: number, lines: readonly string[]): void {
  const ids = Array.from({ length: accounts }, (_, index) => index + 1);
  const named = ids.map((id) => `      a-${id}: { sid: AC${String(id).padStart(32, '0')}, token: 'env:TOKEN' }`);
  writeFileSync(path, ['groups:', '  acme:', ...lines.map((line) => `    ${line}`), '    accounts:', ...named, ''].join('\n'));
}

async function putReceipts(account: string, resourceType: string, days: readonly number[]): Promise<void> {
  const store = openStore(join(folder, account));
  for (const ago of days)
    await store.write(`${resourceType}/day=${daysAgo(ago)}/_receipt.json`, [Buffer.from('{"enough":"to be a receipt"}')]);
}

const forecast = (flags = '') => starter(`group forecast acme --config ${path} ${flags}`);

test('the forecast names what each archive lacks, and when it is complete', async () => {
  writeGroup(2, ['types: [Messages, Calls]', `firstDay: ${daysAgo(401)}`, 'archive: ./{account}', 'schedule: { lookback: 14 }']);
  await putReceipts(
    'a-1',
    'Messages',
    Array.from({ length: 400 }, (_, index) => index + 2),
  );
  await putReceipts('a-1', 'Calls', [5, 6]);
  const { exitCode, stdout, stderr } = await forecast();
  expect(stderr).toBe('');
  const day = '2\\d{3}-\\d\\d-\\d\\d';
  expect(stdout).toMatch(
    new RegExp(
      [
        '^ACCOUNT  TYPE      NEWEST DAY  MISSING  COMPLETE ON  AT THE LATEST',
        `a-2      (Calls   |Messages)  -           400      ${day}   ${day}`,
        `a-\\d      (Calls   |Messages)  .{10}  +\\d+      ${day}   ${day}`,
        `a-\\d      (Calls   |Messages)  .{10}  +\\d+      ${day}   ${day}`,
        `a-1      Messages  ${daysAgo(2)}  0        ${TODAY}   ${day}`,
        '4 rows: 1198 days missing\\.',
        'Daily need: 9 days of 366, with 1 % of the days requested twice\\.',
        `Complete on ${day}, at the latest on ${day}\\.\n$`,
      ].join('\n'),
    ),
  );
  expect(exitCode).toBe(0);
});

test('--json has the days of each row, and the totals', async () => {
  writeGroup(1, ['types: [Calls]', `firstDay: ${daysAgo(6)}`, 'archive: ./json-{account}']);
  await putReceipts('json-a-1', 'Calls', [5, 3]);
  const { stdout } = await forecast('--json');
  expect(JSON.parse(stdout)).toEqual({
    group: 'acme',
    archive: join(folder, 'json-{account}'),
    firstDay: daysAgo(6),
    quotaDays: 366,
    neededDays: 1.01,
    fittingRows: 362,
    isNever: false,
    missingDays: 3,
    completeOn: TODAY,
    latestOn: TODAY,
    rows: [{ account: 'a-1', resourceType: 'Calls', newestDay: daysAgo(3), missingDays: 3, completeOn: TODAY, latestOn: TODAY }],
  });
});

test('a group that is too large for its quota is never complete; many rows are folded', async () => {
  writeGroup(30, ['types: [Messages, Calls]', `firstDay: ${daysAgo(11)}`, 'quotaDays: 50', 'subaccountsOf: { account: a-1 }']);
  const { exitCode, stdout } = await forecast();
  const lines = stdout.trimEnd().split('\n');
  expect(lines.slice(1, 21)).toEqual(Array(20).fill(expect.stringMatching(/^a-\d+ +(Messages|Calls) +- +10 +never +-$/)));
  expect(lines.slice(21)).toEqual([
    'And 40 rows with earlier dates or fewer missing days. Use --json to list all.',
    '60 rows: 600 days missing.',
    'Daily need: 61 days of 50, with 1 % of the days requested twice.',
    'Never complete: the quota is too small. It keeps 49 rows up to date.',
    `Without an archive, all days since ${daysAgo(11)} are assumed to be missing.`,
    'Not included: the subaccounts of a-1.',
  ]);
  expect(exitCode).toBe(1);
});

test('an unknown group is a usage error that names the known ones', async () => {
  writeGroup(1, ['types: [Calls]', 'firstDay: 2024-01-01']);
  const { exitCode, stderr } = await starter(`group forecast other --config ${path}`);
  expect(stderr).toContain(`${path} has no group "other". Its groups: acme.`);
  expect(exitCode).toBe(2);
});
