import type { Dirent } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { folderFailure, ifPresent } from './folder-failure';
import { makeFolder, openNew, replaceFile, syncFile, syncFolder, type OnLimit } from './mount';
import { isPartial, removeLeftovers, withPartialFile } from './partial-file';
import type { ListOptions, Store, StoredFile } from './store';
import { translated } from './translated';

const OWNER_ONLY = { file: 0o600, folder: 0o700 };
const READ_BYTES = 256 * 1024;

/**
 * A folder of this machine. Files are written under a temporary name, flushed and renamed: a power failure loses none that was
 * reported as written. What a mount does not support is reported as a limit.
 */
export function createFolderStore(path: string): Store {
  const root = resolve(path);
  const at = (name: string): string => join(root, name);
  const limits = new Set<string>();
  const onLimit: OnLimit = (sentence) => limits.add(sentence);

  const store: Store = {
    place: root,
    list: (prefix, options = {}) => walk(root, prefix, options),

    stat: async (name) => {
      const found = await ifPresent(stat(at(name)));
      return found?.isFile() ? { name, bytes: found.size, tag: tagOf(found) } : undefined;
    },

    read: async (name) => {
      const handle = await ifPresent(open(at(name), 'r'));
      return handle?.createReadStream({ highWaterMark: READ_BYTES }) as AsyncIterable<Buffer> | undefined;
    },

    prepare: async (folders) => {
      const parents = [...new Set(folders.map((folder) => dirname(at(folder))))];
      for (const parent of parents) await makeFolder(parent, OWNER_ONLY.folder, onLimit);
      for (const folder of folders) await mkdir(at(folder), { mode: OWNER_ONLY.folder, recursive: true });
      for (const parent of parents) await syncFolder(parent, onLimit);
    },

    write: async (name, bytes, { mayKeep } = {}) => {
      const folder = dirname(at(name));
      await makeFolder(folder, OWNER_ONLY.folder, onLimit);
      await removeLeftovers(folder).catch(() => 0);
      return withPartialFile(at(name), async (partialPath) => {
        const tag = await writeThrough(partialPath, bytes, onLimit);
        if (mayKeep && !(await mayKeep())) return undefined;
        await replaceFile(partialPath, at(name), OWNER_ONLY.file, onLimit);
        await syncFolder(folder, onLimit);
        return tag;
      });
    },

    remove: (name) => ifPresent(rm(at(name)).then(() => syncFolder(dirname(at(name)), onLimit))),
    sweep: (prefix, { signal } = {}) => sweepFolder(at(prefix), signal),
    limits: () => [...limits],
  };
  return translated(store, folderFailure);
}

async function* walk(root: string, prefix: string, options: ListOptions): AsyncGenerator<StoredFile> {
  const { after = '', before, signal } = options;
  for (const name of await namesIn(root, prefix)) {
    signal?.throwIfAborted();
    if (before !== undefined && name >= before) return;
    // A folder may hold names that come after the text as long as the text begins with the folder's own name.
    if (name <= after && !(name.endsWith('/') && after.startsWith(name))) continue;
    if (name.endsWith('/')) {
      yield* walk(root, name, options);
    } else {
      const found = await ifPresent(stat(join(root, name)));
      if (found) yield { name, bytes: found.size, tag: tagOf(found) };
    }
  }
}

/** The names in a folder, folders with a trailing slash; in the order in which S3 lists. */
async function namesIn(root: string, prefix: string): Promise<string[]> {
  return (await entriesIn(join(root, prefix)))
    .filter(({ name }) => !isPartial(name))
    .map((entry) => `${prefix}${entry.name}${entry.isDirectory() ? '/' : ''}`)
    .sort();
}

async function entriesIn(folder: string): Promise<Dirent[]> {
  return (await ifPresent(readdir(folder, { withFileTypes: true }))) ?? [];
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

function tagOf({ ino, size, mtimeMs }: { ino: number; size: number; mtimeMs: number }): string {
  return `${ino}-${size}-${mtimeMs}`;
}

async function sweepFolder(folder: string, signal: AbortSignal | undefined): Promise<number> {
  signal?.throwIfAborted();
  const entries = await entriesIn(folder);
  let removed = entries.length > 0 ? await removeLeftovers(folder) : 0;
  for (const entry of entries) {
    if (entry.isDirectory()) removed += await sweepFolder(join(folder, entry.name), signal);
  }
  return removed;
}
