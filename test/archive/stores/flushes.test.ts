import fs, { type FileHandle } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ArrivingFile } from '../../../src/bulk-export/port';
import { createFolderStore } from '../../../src/archive/stores/folder-store';
import { parseDay } from '../../../src/domain/days/day-range';
import { useFolders } from '../support/archive-places';
import { archiveIn, FETCHED_AT_MS } from '../support/deliveries';

const { newFolder } = useFolders();

function fileWith(records: number): ArrivingFile {
  const bytes = gzipSync('{"sid":"SM1"}\n'.repeat(records));
  // eslint-disable-next-line @typescript-eslint/require-await
  const arriving = (async function* () {
    yield bytes;
  })();
  return { bytes: arriving, contentLength: bytes.length, isAccountChecked: true, createdAtMs: undefined, close: () => undefined };
}

function dayOfMessages(day: string) {
  return { resourceType: 'Messages', day: parseDay(day) } as const;
}

/** What reaches the disk below a folder, in order: flushes of files and folders as they end, and new names as they begin. */
async function watchDisk(root: string): Promise<string[]> {
  const steps: string[] = [];
  const names = new WeakMap<FileHandle, string>();
  const nameOf = (path: string) => (relative(root, path) || '.').replace(/\.partial-.*/, '.partial');
  const { open, rename } = fs;
  jest.spyOn(fs, 'open').mockImplementation(async (path, ...given) => {
    const handle = await open(path, ...given);
    names.set(handle, nameOf(String(path)));
    return handle;
  });
  jest.spyOn(fs, 'rename').mockImplementation((from, to) => {
    steps.push(`name ${nameOf(String(to))}`);
    return rename(from, to);
  });
  const handle = await open(root, 'r');
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const { sync } = prototype;
  jest.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
    await sync.call(this);
    steps.push(`flush ${names.get(this) ?? ''}`);
  });
  return steps;
}

afterEach(() => {
  jest.restoreAllMocks();
});

test('a new day takes four flushes, each of them before what depends on it, and a batch one more', async () => {
  const root = await newFolder();
  const archive = archiveIn(createFolderStore(root));
  await archive.deliver(dayOfMessages('2024-01-01'), fileWith(1), { fetchedAtMs: FETCHED_AT_MS });
  const steps = await watchDisk(root);
  const batch = ['2024-02-01', '2024-02-02', '2024-02-03'].map(dayOfMessages);
  await archive.prepare(batch);
  expect(steps.splice(0)).toEqual(['flush Messages']);

  for (const ofDay of batch) {
    await archive.deliver(ofDay, fileWith(2), { fetchedAtMs: FETCHED_AT_MS });
    const folder = `Messages/day=${ofDay.day}`;
    const taken = steps.splice(0);
    expect([...taken].sort()).toEqual(
      [
        `flush ${folder}`,
        `flush ${folder}`,
        `flush ${folder}/._receipt.json.partial`,
        `flush ${folder}/.records.json.gz.partial`,
        `name ${folder}/_receipt.json`,
        `name ${folder}/records.json.gz`,
      ].sort(),
    );
    const inOrder = taken.filter((step) => basename(step) !== '._receipt.json.partial').map((step) => step.replace(folder, 'day'));
    expect(inOrder).toEqual([
      'flush day/.records.json.gz.partial',
      'name day/records.json.gz',
      'flush day',
      'name day/_receipt.json',
      'flush day',
    ]);
    const receiptAt = (word: string, file: string) => taken.indexOf(`${word} ${folder}/${file}`);
    expect(receiptAt('flush', '._receipt.json.partial')).toBeLessThan(receiptAt('name', '_receipt.json'));
  }
});

test('a day that replaces another one also flushes the removal of its receipt, before the file gets its name', async () => {
  const root = await newFolder();
  const archive = archiveIn(createFolderStore(root));
  const ofDay = dayOfMessages('2024-01-01');
  await archive.deliver(ofDay, fileWith(1), { fetchedAtMs: FETCHED_AT_MS });
  const steps = await watchDisk(root);
  await archive.prepare([ofDay]);
  await archive.deliver(ofDay, fileWith(2), { fetchedAtMs: FETCHED_AT_MS });
  expect(steps.filter((step) => step.startsWith('flush'))).toHaveLength(6);
  const renamed = steps.indexOf('name Messages/day=2024-01-01/records.json.gz');
  expect(steps.slice(0, renamed)).toContain('flush Messages/day=2024-01-01');
});

test('a day without room made for it, or without records, flushes the folder that is new', async () => {
  const root = await newFolder();
  const archive = archiveIn(createFolderStore(root));
  const steps = await watchDisk(root);
  await archive.deliverEmpty(dayOfMessages('2024-01-01'), { fetchedAtMs: FETCHED_AT_MS });
  expect(steps).toEqual([
    'flush .',
    'flush Messages',
    'flush Messages/day=2024-01-01/._receipt.json.partial',
    'name Messages/day=2024-01-01/_receipt.json',
    'flush Messages/day=2024-01-01',
  ]);
});

test('room is made below a folder that does not exist, and again without harm', async () => {
  const root = join(await newFolder(), 'archive');
  const store = createFolderStore(root);
  await store.prepare(['Messages/day=2024-01-01/', 'Messages/day=2024-01-02/']);
  await store.prepare(['Messages/day=2024-01-02/', 'Messages/day=2024-01-03/']);
  expect((await fs.readdir(join(root, 'Messages'))).sort()).toEqual(['day=2024-01-01', 'day=2024-01-02', 'day=2024-01-03']);
});
