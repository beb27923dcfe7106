import fs from 'node:fs/promises';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFolderStore } from '../../../src/archive/stores/folder-store';
import { readBytes } from '../../../src/archive/stores/store-text';
import { withSimulator } from '../../support/with-simulator';
import { useFolders } from '../support/archive-places';
import { archiveIn, deliverAll, surveyOf } from '../support/deliveries';

const { newFolder } = useFolders();
const DAYS = '2024-03-01..2024-03-02';

/** What a mount that does not know a call says. */
function failure(code: string, syscall: string): Error {
  return Object.assign(new Error(`${code}: ${syscall}`), { code, syscall });
}

const real = { open: fs.open, rename: fs.rename, rm: fs.rm, stat: fs.stat };

afterEach(() => {
  jest.restoreAllMocks();
});

function syncingFails(code: string, isMeant: (path: string) => boolean): void {
  jest.spyOn(fs, 'open').mockImplementation(async (path, ...rest) => {
    const handle = await real.open(path, ...rest);
    if (isMeant(String(path))) handle.sync = () => Promise.reject(failure(code, 'fsync'));
    return handle;
  });
}

const isFile = (path: string) => path.includes('.partial-');
const ALWAYS = () => true;

/** A name that is taken, unless it is removed before. */
function renamesOnlyToFreeNames(code: string): void {
  jest.spyOn(fs, 'rename').mockImplementation(async (from, to) => {
    if (await real.stat(to).then(ALWAYS, () => false)) throw failure(code, 'rename');
    return real.rename(from, to);
  });
}

const FORCED = 'The file system does not flush writes to its disk';
const REPLACED = 'The file system does not replace a file atomically';

describe('a mount that knows less than a local disk delivers all the same, and says what is weaker:', () => {
  test.each<[string, () => void, string | undefined]>([
    ['a local disk', () => undefined, undefined],
    [
      'folders are not synced, EINVAL',
      () => {
        syncingFails('EINVAL', (path) => !isFile(path));
      },
      FORCED,
    ],
    [
      'folders are not synced, EIO',
      () => {
        syncingFails('EIO', (path) => !isFile(path));
      },
      FORCED,
    ],
    [
      'folders are not synced, EPERM',
      () => {
        syncingFails('EPERM', (path) => !isFile(path));
      },
      FORCED,
    ],
    [
      'folders are not opened, EISDIR',
      () => {
        jest
          .spyOn(fs, 'open')
          .mockImplementation((path, flags, ...rest) =>
            flags === 'r' && !isFile(String(path)) && !String(path).includes('.json')
              ? Promise.reject(failure('EISDIR', 'open'))
              : real.open(path, flags, ...rest),
          );
      },
      FORCED,
    ],
    [
      'nothing is synced, ENOSYS',
      () => {
        syncingFails('ENOSYS', ALWAYS);
      },
      FORCED,
    ],
    [
      'nothing is synced, ENOTSUP',
      () => {
        syncingFails('ENOTSUP', ALWAYS);
      },
      FORCED,
    ],
    [
      'nothing is renamed, ENOSYS',
      () => {
        jest.spyOn(fs, 'rename').mockRejectedValue(failure('ENOSYS', 'rename'));
      },
      REPLACED,
    ],
    [
      'nothing is renamed, EXDEV',
      () => {
        jest.spyOn(fs, 'rename').mockRejectedValue(failure('EXDEV', 'rename'));
      },
      REPLACED,
    ],
    [
      'names that are taken are not renamed to, EEXIST',
      () => {
        renamesOnlyToFreeNames('EEXIST');
      },
      REPLACED,
    ],
    [
      'names that are taken are not renamed to, EPERM',
      () => {
        renamesOnlyToFreeNames('EPERM');
      },
      REPLACED,
    ],
    [
      'files are not created exclusively',
      () => {
        jest
          .spyOn(fs, 'open')
          .mockImplementation((path, flags, ...rest) =>
            flags === 'wx' ? Promise.reject(failure('EINVAL', 'open')) : real.open(path, flags, ...rest),
          );
      },
      undefined,
    ],
    [
      'leftovers are not removed',
      () => {
        jest
          .spyOn(fs, 'rm')
          .mockImplementation((path, options) =>
            isFile(String(path)) ? Promise.reject(failure('EPERM', 'unlink')) : real.rm(path, options),
          );
      },
      undefined,
    ],
    [
      'inodes and times are other ones at each look',
      () => {
        let looks = 0;
        jest.spyOn(fs, 'stat').mockImplementation(async (path) => {
          looks += 1;
          return Object.assign(await real.stat(path), { ino: looks, mtimeMs: looks });
        });
      },
      'does not keep the ETag or time stamp',
    ],
  ])('%s', async (_name, mount, limit) => {
    const root = await newFolder();
    const archive = archiveIn(createFolderStore(join(root, 'archive')));
    mount();
    const limits = await archive.probe();
    if (limit === undefined) expect(limits).toEqual([]);
    else expect(limits).toContainEqual(expect.stringContaining(limit));
    await withSimulator(async (simulator) => {
      await deliverAll(simulator, archive, DAYS);
      simulator.day('2024-03-01').hasRecords(3);
      const [again] = await deliverAll(simulator, archive, '2024-03-01');
      expect(await surveyOf(archive, '2024-03-01')).toEqual({ '2024-03-01': 3 });
      const file = await readFile(join(root, 'archive/Messages/day=2024-03-01/records.json.gz'));
      expect(file).toHaveLength(again!.bytes);
    });
  });
});

test('a disk that fails under a file is no mount that knows less', async () => {
  const store = createFolderStore(await newFolder());
  syncingFails('EIO', isFile);
  await expect(store.write('a.json', [Buffer.from('{}')])).rejects.toMatchObject({ kind: 'unavailable' });
  expect((await readBytes(store, 'a.json'))?.toString()).toBeUndefined();
});

test('a file that was there stays when the mount fails for another reason', async () => {
  const root = await newFolder();
  const store = createFolderStore(root);
  await store.write('a.json', [Buffer.from('old')]);
  jest.spyOn(fs, 'rename').mockRejectedValue(failure('EIO', 'rename'));
  await expect(store.write('a.json', [Buffer.from('new')])).rejects.toMatchObject({ kind: 'unavailable' });
  expect((await readBytes(store, 'a.json'))?.toString()).toBe('old');
  expect(await readdir(root)).toEqual(['a.json']);
});
