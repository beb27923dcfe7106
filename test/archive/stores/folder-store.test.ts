import { spawnSync } from 'node:child_process';
import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createFolderStore } from '../../../src/archive/stores/folder-store';
import { readBytes } from '../../../src/archive/stores/store-text';
import { withSimulator } from '../../support/with-simulator';
import { useFolders } from '../support/archive-places';
import { archiveIn, deliver, deliverAll, exportDays, namesIn, surveyOf } from '../support/deliveries';
import { diskTest, makeReadOnly, withSmallDisk } from '../support/small-disk';

const { newFolder } = useFolders();
const DAY = '2024-03-01';
const FOLDER = `Messages/day=${DAY}`;
const FILE = `${FOLDER}/records.json.gz`;

/** The files of a folder that hold what somebody began to write. */
async function partialsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.includes('.partial-'));
}

test('only the owner may read what is in an archive, and the folder that was there keeps its mode', async () => {
  const root = await newFolder();
  await createFolderStore(root).write(FILE, [Buffer.from('x')]);
  const modes = await Promise.all(
    ['', 'Messages', FOLDER, FILE].map(async (name) => ((await stat(join(root, name))).mode & 0o777).toString(8)),
  );
  expect(modes).toEqual(['700', '700', '700', '600']);
});

test('while a file is written it has another name in its own folder, which no reader takes for a day file', async () => {
  const root = await newFolder();
  const store = createFolderStore(root);
  const seen: string[] = [];
  await store.write(FILE, [Buffer.from('x')], {
    mayKeep: async () => {
      seen.push(...(await readdir(join(root, FOLDER))));
      return true;
    },
  });
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatch(/^\.records\.json\.gz\.partial-/);
  expect(await namesIn(store)).toEqual([FILE]);
});

describe('what a dead writer left', () => {
  const NAME = '.records.json.gz.partial';
  /** A process that is over. */
  const { pid: deadPid } = spawnSync('true');

  async function leftBy(host: string, pid: number, ageMs = 0): Promise<string> {
    const root = await newFolder();
    await mkdir(join(root, FOLDER), { recursive: true });
    const path = join(root, FOLDER, `${NAME}-${host}-${pid}-0123abcd`);
    await writeFile(path, 'half');
    const seconds = (Date.now() - ageMs) / 1000;
    await utimes(path, seconds, seconds);
    return root;
  }

  const HOUR = 3_600_000;
  test.each([
    ['on this machine', () => leftBy(hostname(), deadPid), 0],
    ['under the number that this process has now', () => leftBy(hostname(), process.pid), 0],
    ['elsewhere, more than an hour ago', () => leftBy('another-host', 1, 1.1 * HOUR), 0],
    ['elsewhere, just now, which may be alive', () => leftBy('another-host', 1), 1],
    ['on this machine, by a process that lives', () => leftBy(hostname(), process.ppid), 1],
  ])('%s is never listed, and goes when it is safe', async (_name, leave, kept) => {
    const root = await leave();
    const store = createFolderStore(root);
    expect(await namesIn(store)).toEqual([]);
    expect(await store.sweep('Messages/')).toBe(1 - kept);
    expect(await partialsIn(root)).toHaveLength(kept);
  });

  test('goes when its day is delivered', async () => {
    const root = await leftBy(hostname(), deadPid);
    await createFolderStore(root).write(FILE, [Buffer.from('whole')]);
    expect(await readdir(join(root, FOLDER))).toEqual(['records.json.gz']);
  });

  test('takes nothing from two who write the same file at the same time in one process', async () => {
    const root = await newFolder();
    const store = createFolderStore(root);
    const texts = Array.from({ length: 20 }, (_, index) => `${index}`.repeat(1000));
    await Promise.all(texts.map((text) => store.write(FILE, [Buffer.from(text)])));
    expect(texts).toContain((await readBytes(store, FILE))?.toString());
    expect(await readdir(join(root, FOLDER))).toEqual(['records.json.gz']);
  });
});

describe('a disk that is full', () => {
  diskTest('is told with what to do, leaves what is delivered, and takes the day once there is room', () =>
    withSmallDisk(1024, (disk) =>
      withSimulator(async (simulator) => {
        const store = createFolderStore(join(disk, 'archive'));
        const archive = archiveIn(store);
        simulator.day('2024-03-02').hasRecords(30_000);
        const [first] = await deliverAll(simulator, archive, DAY);
        await exportDays(simulator, '2024-03-02');
        await writeFile(join(disk, 'ballast'), Buffer.alloc(400_000));

        await expect(deliver(simulator, archive, '2024-03-02')).rejects.toMatchObject({
          name: 'ArchiveError',
          kind: 'full',
          message: `Writing Messages/day=2024-03-02/records.json.gz to ${disk}/archive: the disk is full (ENOSPC). Free some disk space; delivery continues automatically.`,
        });
        expect(await partialsIn(disk)).toEqual([]);
        expect(await surveyOf(archive, '2024-03-01..2024-03-02')).toEqual({ [DAY]: first!.records });

        await rm(join(disk, 'ballast'));
        simulator.day('2024-03-02').hasRecords(1_000);
        await exportDays(simulator, '2024-03-02');
        await deliver(simulator, archive, '2024-03-02');
        expect(await surveyOf(archive, '2024-03-02')).toEqual({ '2024-03-02': 1_000 });
      }),
    ),
  );

  diskTest('fills up byte by byte, and whatever does not fit any more, no receipt lies', () =>
    withSmallDisk(64, (disk) =>
      withSimulator(async (simulator) => {
        const archive = archiveIn(createFolderStore(join(disk, 'archive')));
        simulator.day(DAY).hasRecords(100);
        await exportDays(simulator, DAY);
        const outcomes = new Set<string>();
        for (let kilobytes = 60; kilobytes >= 0; kilobytes -= 4) {
          await writeFile(join(disk, 'ballast'), Buffer.alloc(kilobytes * 1024));
          await deliver(simulator, archive, DAY).catch((thrown: unknown) => {
            expect(thrown).toMatchObject({ kind: 'full' });
          });
          const told = await surveyOf(archive, DAY);
          outcomes.add(JSON.stringify(told));
          expect([{}, { [DAY]: 100 }]).toContainEqual(told);
          await rm(join(disk, 'archive'), { recursive: true, force: true });
        }
        expect(outcomes.size).toBe(2);
      }),
    ),
  );

  diskTest('or may not be written, is told with what to do', () =>
    withSmallDisk(64, async (disk) => {
      await makeReadOnly(disk);
      await expect(archiveIn(createFolderStore(join(disk, 'archive'))).probe()).rejects.toMatchObject({
        kind: 'refused',
        message: expect.stringMatching(/system error EROFS\. Give the worker permission to/) as string,
      });
    }),
  );
});

test('a place that is no folder is told with what to do', async () => {
  const path = join(await newFolder(), 'notes.txt');
  await writeFile(path, 'not a folder');
  const archive = archiveIn(createFolderStore(path));
  await expect(archive.probe()).rejects.toMatchObject({ name: 'ArchiveError' });
  await expect(surveyOf(archive, DAY)).rejects.toMatchObject({ kind: 'refused' });
});
