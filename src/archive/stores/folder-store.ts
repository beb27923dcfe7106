import type { Dirent } from 'node:fs';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { folderFailure, ifPresent } from './folder-failure';
import { Mount } from './mount';
import { isPartial, removeLeftovers, withPartialFile } from './partial-file';
import type { Bytes, ListOptions, Store, StoredFile } from './store';
import { translated } from './translated';

const READ_BYTES = 256 * 1024;

/**
 * A folder of this machine. Files are written under a temporary name, flushed and renamed: a power failure loses none that was
 * reported as written. What a mount does not support is reported as a limit.
 */
export function createFolderStore(path: string): Store {
  const root = resolve(path);
  const at = (name: string): string => join(root, name);
  const mount = new Mount();

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

    prepare: (folders) => mount.makeFolders(folders.map(at)),

    write: async (name, bytes, { mayKeep } = {}) => {
      const folder = dirname(at(name));
      await mount.makeFolder(folder);
      await removeLeftovers(folder).catch(() => 0);
      return withPartialFile(at(name), async (partialPath) => {
        const tag = await writeThrough(mount, partialPath, bytes);
        if (mayKeep && !(await mayKeep())) return undefined;
        await mount.replaceFile(partialPath, at(name));
        await mount.syncFolder(folder);
        return tag;
      });
    },

    remove: (name) => ifPresent(rm(at(name)).then(() => mount.syncFolder(dirname(at(name))))),
    sweep: (prefix, { signal } = {}) => sweepFolder(at(prefix), signal),
    limits: () => [...mount.limits],
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

async function writeThrough(mount: Mount, path: string, bytes: Bytes): Promise<string> {
  const handle = await mount.openNew(path);
  try {
    for await (const chunk of bytes) await handle.writeFile(chunk);
    await mount.syncFile(handle);
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
  for (const entry of entries) if (entry.isDirectory()) removed += await sweepFolder(join(folder, entry.name), signal);
  return removed;
}
