import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/archive/stores/open-store';
import { addDays, dayOf } from '../../src/domain/days/day-range';
import { starter } from '../support/programs';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dayhaul-freshness-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The day so many days before today. */
function daysAgo(days: number) {
  return addDays(dayOf(Date.now()), -days);
}

/** Receipts, or other files, of days before today. */
async function put(resourceType: string, ago: readonly number[], file = '_receipt.json'): Promise<void> {
  for (const days of ago) {
    await openStore(folder).write(`${resourceType}/day=${daysAgo(days)}/${file}`, [Buffer.from('{"enough":"to be a receipt"}')]);
  }
}

const freshness = (flags: string) => starter(`freshness --archive ${folder} ${flags}`);

test('a fresh archive ends with exit code 0', async () => {
  await put('Messages', [2, 3, 4]);
  await put('Calls', [2]);
  const { exitCode, stdout, stderr } = await freshness('--resource-type Calls,Messages');
  expect(stdout.split('\n')).toEqual([
    expect.stringMatching(`^Calls: whole ${daysAgo(2)}\\. Age: `),
    expect.stringMatching(`^Messages: whole ${daysAgo(4)}\\.\\.${daysAgo(2)}\\. Age: (2[4-9]|3\\d|4[0-8])h, at most 60h\\.$`),
    '',
  ]);
  expect([exitCode, stderr]).toEqual([0, '']);
});

test('an old archive, and one without a type, end with exit code 1', async () => {
  await put('Messages', [5]);
  const old = await freshness('--resource-type Messages');
  expect(old.stdout).toMatch(/ Age: \d+h, more than 60h\.\n$/);
  expect(old.exitCode).toBe(1);
  expect((await freshness('--resource-type Messages --max-age 5d')).exitCode).toBe(0);
  const all = await freshness('--resource-type all --max-age 5d');
  expect(all.stdout).toContain('Calls: no days found.\n');
  expect(all.exitCode).toBe(1);
});

test('a gap is named, with the command that fills it', async () => {
  await put('Messages', [2, 3, 6, 7]);
  await put('Messages', [8], '_missing.json');
  const { exitCode, stdout } = await freshness('--resource-type Messages --max-age 10d');
  expect(stdout).toContain(`Messages: whole ${daysAgo(8)}..${daysAgo(6)}.`);
  expect(stdout).toContain(`  Recorded as missing: ${daysAgo(8)} (1 day).\n`);
  expect(stdout).toContain(`  Gap: ${daysAgo(5)}..${daysAgo(4)} (2 days). The archive continues until ${daysAgo(2)}.\n`);
  expect(stdout).toContain(`export --resource-type Messages --from ${daysAgo(5)} --to ${daysAgo(4)} --archive ${folder}`);
  expect(exitCode).toBe(0);
});

test('a day that is not over means a wrong clock', async () => {
  await put('Messages', [2, 1, 0, -1]);
  const { exitCode, stdout } = await freshness('--resource-type Messages');
  expect(stdout).toContain(`  Wrong clock: the archive has ${daysAgo(-1)}, but this machine has `);
  expect(exitCode).toBe(1);
});

test('--json has all details', async () => {
  await put('Messages', [2, 4]);
  const { stdout } = await freshness('--resource-type Messages --json');
  expect(JSON.parse(stdout)).toEqual({
    archive: folder,
    isFresh: false,
    maxAgeMs: 216_000_000,
    types: [
      {
        resourceType: 'Messages',
        range: { startDay: daysAgo(4), endDay: daysAgo(2) },
        newestWholeDay: daysAgo(4),
        ageMs: expect.any(Number) as number,
        gap: { startDay: daysAgo(3), endDay: daysAgo(3) },
        missing: [],
        isAhead: false,
        isFresh: false,
      },
    ],
  });
});

test('an archive that cannot be read ends with exit code 1', async () => {
  await writeFile(join(folder, 'file'), '');
  const { exitCode, stderr } = await starter(`freshness --archive ${folder}/file --resource-type Messages`);
  expect(stderr).toMatch(/^Error: Listing Messages\/ in .*ENOTDIR/);
  expect(exitCode).toBe(1);
});

test('flags that make no sense end with exit code 2', async () => {
  const { exitCode, stderr } = await freshness('--resource-type Messages,Faxes --max-age 60');
  expect(stderr).toContain('Unknown resource type "Faxes".');
  expect(stderr).toContain('--max-age: "60" is not a duration.');
  expect(exitCode).toBe(2);
  expect((await freshness('')).exitCode).toBe(2);
});
