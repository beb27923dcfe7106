import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/archive/stores/open-store';
import { archiveIn, deliverAll } from '../archive/support/deliveries';
import { starter } from '../support/programs';
import { withSimulator } from '../support/with-simulator';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dayhaul-verify-'));
  await withSimulator(async (simulator) => {
    for (const day of ['2024-03-01', '2024-03-02', '2024-03-05']) simulator.day(day).hasRecords(7);
    simulator.day('2024-03-02').isEmpty();
    const archive = archiveIn(openStore(folder));
    await deliverAll(simulator, archive, '2024-03-01..2024-03-02');
    await deliverAll(simulator, archive, '2024-03-05');
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('verify names what is wrong in lines, and ends with exit code 1', async () => {
  const { exitCode, stdout, stderr } = await starter(`verify --archive ${folder}`);

  expect(stdout).toMatch(
    /^Messages 2024-03-01\.\.2024-03-05: 3 days as they should be \(1 without records\), 14 records, \d\.\d kB read\. 2 findings:\n {2}gap {9}2024-03-03\.\.2024-03-04 {2}No file\.\n$/,
  );
  expect([exitCode, stderr]).toEqual([1, '']);
});

test('verify ends with exit code 0 when nothing is wrong', async () => {
  const { exitCode, stdout } = await starter(
    `verify --archive ${folder} --resource-type Messages --from 2024-03-01 --to 2024-03-02`,
  );

  expect(stdout).toMatch(/2 days as they should be .* Nothing is wrong\.\n$/);
  expect(exitCode).toBe(0);
});

test('verify --json tells all of it', async () => {
  const { exitCode, stdout } = await starter(`verify --archive ${folder} --json`);

  expect(JSON.parse(stdout)).toMatchObject({
    archive: folder,
    isFine: false,
    types: [
      {
        resourceType: 'Messages',
        range: { startDay: '2024-03-01', endDay: '2024-03-05' },
        days: 3,
        empty: 1,
        records: 14,
        findings: [
          { kind: 'gap', day: '2024-03-03', sentence: 'No file.' },
          { kind: 'gap', day: '2024-03-04' },
        ],
        repair: [{ startDay: '2024-03-03', endDay: '2024-03-04' }],
      },
    ],
  });
  expect(exitCode).toBe(1);
});

test.each([
  [
    'a folder that is not there',
    'verify --archive /nonexistent/archive',
    /^There is nothing in \/nonexistent\/archive/,
  ],
  [
    'a resource type that is not there',
    'verify --archive FOLDER --resource-type Calls',
    /^Calls: nothing there/,
  ],
])('%s is not taken for an archive without a fault', async (_title, line, message) => {
  const { exitCode, stdout } = await starter(line.replace('FOLDER', folder));

  expect(stdout).toMatch(message);
  expect(exitCode).toBe(1);
});

test.each([
  ['no archive', 'verify', /required option '--archive <place>'/],
  [
    'an archive that is none',
    'verify --archive gs://bucket',
    /is not a valid archive location. Use a folder/,
  ],
  ['a bad type', 'verify --archive . --resource-type Sms', /Unknown resource type "Sms"/],
  ['half a range', 'verify --archive . --from 2024-03-01', /--from and --to go together/],
  ['a reversed range', 'verify --archive . --from 2024-03-02 --to 2024-03-01', /before it starts/],
])('%s is refused with exit code 2', async (_title, line, problem) => {
  const { exitCode, stderr, stdout } = await starter(line);

  expect(stderr).toMatch(problem);
  expect([exitCode, stdout]).toEqual([2, '']);
});

test('a place that cannot be read is told in a sentence', async () => {
  const path = join(folder, 'notes.txt');
  await writeFile(path, 'x');
  const { exitCode, stderr } = await starter(`verify --archive ${path}`);

  expect(stderr).toMatch(/^Listing \S+ in \S+: system error ENOTDIR\. .*\n$/);
  expect(exitCode).toBe(1);
  await rm(path);
});
