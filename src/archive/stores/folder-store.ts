import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { folderFailure, isAbsent, isThere, translatingFileErrors } from './folder-failure';
import { openNew, replaceFile, syncFile, syncFolder, type OnLimit } from './mount';
import { isPartial, removeLeftovers, withPartialFile } from './partial-file';
import type { Store, StoredFile } from './store';

const OWNER_ONLY = { file: 0o600, folder: 0o700 };
const READ_BYTES = 256 * 1024;

/**
 * A folder of this machine. A file is written under a temporary name, flushed to the disk and renamed, and the folder is
 * flushed, too: a power failure loses no file that was reported as written. What a mount does not support is reported as
 * a limit.
 */
export function createFolderStore(path: string): Store {
  const root = resolve(path);
  const at = (name: string): string => join(root, name);
  const limits = new Set<string>();
  const onLimit: OnLimit = (sentence) => limits.add(sentence);

  return {
    place: root,

    list: (prefix, { after = '', before, signal } = {}) =>
      walk(root, prefix, { after, before, signal, purpose: `Listing ${prefix} in ${root}` }),

    stat: (name) =>
      translatingFileErrors(`Checking ${name} in ${root}`, async () => {
        const found = await statIfThere(at(name));
        return found?.isFile() ? { name, bytes: found.size, tag: tagOf(found) } : undefined;
      }),

    read: async (name) => {
      const purpose = `Reading ${name} in ${root}`;
      try {
        return bytesOf(await open(at(name), 'r'), purpose);
      } catch (thrown) {
        if (isAbsent(thrown)) return undefined;
        throw folderFailure(purpose, thrown);
      }
    },

    write: (name, bytes, { mayKeep } = {}) =>
      translatingFileErrors(`Writing ${name} to ${root}`, async () => {
        const folder = dirname(at(name));
        await makeFolder(folder, onLimit);
        await removeLeftovers(folder).catch(() => 0);
        return withPartialFile(at(name), async (partialPath) => {
          const tag = await writeThrough(partialPath, bytes, onLimit);
          if (mayKeep && !(await mayKeep())) return undefined;
          await replaceFile(partialPath, at(name), OWNER_ONLY.file, onLimit);
          await syncFolder(folder, onLimit);
          return tag;
        });
      }),

    remove: (name) =>
      translatingFileErrors(`Removing ${name} from ${root}`, async () => {
        try {
          await rm(at(name));
          await syncFolder(dirname(at(name)), onLimit);
        } catch (thrown) {
          if (!isAbsent(thrown)) throw thrown;
        }
      }),

    sweep: (prefix, { signal } = {}) =>
      translatingFileErrors(`Sweeping ${prefix} in ${root}`, () => sweepFolder(at(prefix), signal)),

    limits: () => [...limits],
  };
}

interface Walk {
  readonly after: string;
  readonly before: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly purpose: string;
}

async function* walk(root: string, prefix: string, walking: Walk): AsyncGenerator<StoredFile> {
  const { after, before, signal, purpose } = walking;
  for (const name of await namesIn(root, prefix, purpose)) {
    signal?.throwIfAborted();
    if (before !== undefined && name >= before) return;
    // A folder may hold names that come after the text as long as the text begins with the folder's own name.
    if (name <= after && !(name.endsWith('/') && after.startsWith(name))) continue;
    if (name.endsWith('/')) {
      yield* walk(root, name, walking);
    } else {
      const found = await translatingFileErrors(purpose, () => statIfThere(join(root, name)));
      if (found) yield { name, bytes: found.size, tag: tagOf(found) };
    }
  }
}

/** The names in a folder, folders with a trailing slash; in the order in which S3 lists. */
async function namesIn(root: string, prefix: string, purpose: string): Promise<string[]> {
  try {
    const entries = await readdir(join(root, prefix), { withFileTypes: true });
    return entries
      .filter(({ name }) => !isPartial(name))
      .map((entry) => `${prefix}${entry.name}${entry.isDirectory() ? '/' : ''}`)
      .sort();
  } catch (thrown) {
    if (isAbsent(thrown)) return [];
    throw folderFailure(purpose, thrown);
  }
}

async function* bytesOf(handle: FileHandle, purpose: string): AsyncGenerator<Uint8Array> {
  try {
    yield* handle.createReadStream({ highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>;
  } catch (thrown) {
    throw folderFailure(purpose, thrown);
  } finally {
    await handle.close();
  }
}

async function writeThrough(
  partialPath: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  onLimit: OnLimit,
): Promise<string> {
  const handle = await openNew(partialPath, OWNER_ONLY.file);
  try {
    for await (const chunk of bytes) await handle.writeFile(chunk);
    await syncFile(handle, onLimit);
    return tagOf(await handle.stat());
  } finally {
    await handle.close();
  }
}

async function statIfThere(path: string) {
  return stat(path).catch((thrown: unknown) => {
    if (!isAbsent(thrown)) throw thrown;
    return undefined;
  });
}

function tagOf({ ino, size, mtimeMs }: { ino: number; size: number; mtimeMs: number }): string {
  return `${ino}-${size}-${mtimeMs}`;
}

/** Step by step: a recursive mkdir reports a read-only disk as a missing folder. */
async function makeFolder(folder: string, onLimit: OnLimit, isParentThere = false): Promise<void> {
  try {
    await mkdir(folder, { mode: OWNER_ONLY.folder });
    await syncFolder(dirname(folder), onLimit);
  } catch (thrown) {
    if (isThere(thrown)) return;
    if (!isAbsent(thrown) || isParentThere) throw thrown;
    await makeFolder(dirname(folder), onLimit);
    await makeFolder(folder, onLimit, true);
  }
}

async function sweepFolder(folder: string, signal: AbortSignal | undefined): Promise<number> {
  signal?.throwIfAborted();
  const entries = await readdir(folder, { withFileTypes: true }).catch((thrown: unknown) => {
    if (!isAbsent(thrown)) throw thrown;
    return [];
  });
  let removed = entries.length > 0 ? await removeLeftovers(folder) : 0;
  for (const entry of entries) {
    if (entry.isDirectory()) removed += await sweepFolder(join(folder, entry.name), signal);
  }
  return removed;
}
