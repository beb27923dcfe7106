import type { Dirent } from 'node:fs';
import { open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { folderFailure, ifPresent, translatingFileErrors } from './folder-failure';
import { makeFolder, openNew, replaceFile, syncFile, syncFolder, type OnLimit } from './mount';
import { isPartial, removeLeftovers, withPartialFile } from './partial-file';
import type { Store, StoredFile } from './store';

const OWNER_ONLY = { file: 0o600, folder: 0o700 };
const READ_BYTES = 256 * 1024;

/**
 * A folder of this machine. A file is written under a temporary name, flushed to the disk and renamed, and the folder is flushed,
 * too: a power failure loses no file that was reported as written. What a mount does not support is reported as a limit.
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
        const found = await ifPresent(stat(at(name)));
        return found?.isFile() ? { name, bytes: found.size, tag: tagOf(found) } : undefined;
      }),

    read: (name) => {
      const purpose = `Reading ${name} in ${root}`;
      return translatingFileErrors(purpose, async () => {
        const handle = await ifPresent(open(at(name), 'r'));
        return handle && bytesOf(handle, purpose);
      });
    },

    write: (name, bytes, { mayKeep } = {}) =>
      translatingFileErrors(`Writing ${name} to ${root}`, async () => {
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
      }),

    remove: (name) =>
      translatingFileErrors(`Removing ${name} from ${root}`, () =>
        ifPresent(rm(at(name)).then(() => syncFolder(dirname(at(name)), onLimit))),
      ),

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
      const found = await translatingFileErrors(purpose, () => ifPresent(stat(join(root, name))));
      if (found) yield { name, bytes: found.size, tag: tagOf(found) };
    }
  }
}

/** The names in a folder, folders with a trailing slash; in the order in which S3 lists. */
async function namesIn(root: string, prefix: string, purpose: string): Promise<string[]> {
  const entries = await translatingFileErrors(purpose, () => entriesIn(join(root, prefix)));
  return entries
    .filter(({ name }) => !isPartial(name))
    .map((entry) => `${prefix}${entry.name}${entry.isDirectory() ? '/' : ''}`)
    .sort();
}

async function entriesIn(folder: string): Promise<Dirent[]> {
  return (await ifPresent(readdir(folder, { withFileTypes: true }))) ?? [];
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
