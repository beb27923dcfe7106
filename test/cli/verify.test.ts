import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/archive/stores/open-store';
import { archiveIn, deliverAll } from '../archive/support/deliveries';
import { newestExportableDay } from '../../src/domain/twilio/limits';
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

test('verify lists the problems and ends with exit code 1', async () => {
  const { exitCode, stdout, stderr } = await starter(`verify --archive ${folder}`);

  expect(stdout).toMatch(
    /^Messages 2024-03-01\.\.2024-03-05: 3 days verified \(1 empty\), 14 records, \d\.\d kB read\. 2 problems:\n {2}gap {9}2024-03-03\.\.2024-03-04 {2}No file\.\n$/,
  );
  expect([exitCode, stderr]).toEqual([1, '']);
});

test('verify ends with exit code 0 without problems', async () => {
  const { exitCode, stdout } = await starter(
    `verify --archive ${folder} --resource-type Messages --from 2024-03-01 --to 2024-03-02`,
  );

  expect(stdout).toMatch(/2 days verified .* No problems found\.\n$/);
  expect(exitCode).toBe(0);
});

test('without --to, verify expects every day up to the newest exportable one', async () => {
  const { exitCode, stdout } = await starter(`verify --archive ${folder} --resource-type Messages --from 2024-03-05`);

  const newest = newestExportableDay(Date.now());
  expect(stdout).toContain(`Messages 2024-03-05..${newest}: 1 day verified`);
  expect(stdout).toContain(`2024-03-06..${newest}  No file.`);
  expect(exitCode).toBe(1);
});

test('litter is listed and is no problem', async () => {
  await writeFile(join(folder, 'Messages/.DS_Store'), 'x');
  const { exitCode, stdout } = await starter(`verify --archive ${folder}`);
  await rm(join(folder, 'Messages/.DS_Store'));

  expect(stdout).toContain('2 problems:\n');
  expect(stdout).toContain('litter      Messages/.DS_Store is ignored.');
  expect(exitCode).toBe(1);
});

test('verify --json has all details', async () => {
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
  ['a folder that does not exist', 'verify --archive /nonexistent/archive', /^No archive found in \/nonexistent\/archive/],
  ['a resource type without days', 'verify --archive FOLDER --resource-type Calls', /^Calls: no days found/],
])('%s is not reported as a valid archive', async (_title, line, message) => {
  const { exitCode, stdout } = await starter(line.replace('FOLDER', folder));

  expect(stdout).toMatch(message);
  expect(exitCode).toBe(1);
});

test.each([
  ['no archive', 'verify', /required option '--archive <location>'/],
  ['an invalid location', 'verify --archive gs://bucket', /is not a valid archive location. Use a folder/],
  ['a bad type', 'verify --archive . --resource-type Sms', /Unknown resource type "Sms"/],
  ['--follow without --repair', 'verify --archive . --follow', /--follow requires --repair/],
  ['a last day without a first one', 'verify --archive . --to 2024-03-01', /--to requires --from/],
  ['a reversed range', 'verify --archive . --from 2024-03-02 --to 2024-03-01', /before it starts/],
])('%s is rejected with exit code 2', async (_title, line, problem) => {
  const { exitCode, stderr, stdout } = await starter(line);

  expect(stderr).toMatch(problem);
  expect([exitCode, stdout]).toEqual([2, '']);
});

test('an unreadable location is reported in one sentence', async () => {
  const path = join(folder, 'notes.txt');
  await writeFile(path, 'x');
  const { exitCode, stderr } = await starter(`verify --archive ${path}`);

  expect(stderr).toMatch(/^Error: Listing \S+ in \S+: system error ENOTDIR\. .*\n$/);
  expect(exitCode).toBe(1);
  await rm(path);
});
