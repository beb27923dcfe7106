import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { insteadOf } from '../../domain/instead-of';
import { FULL, hasCode } from './folder-failure';

const OWNER_ONLY = { file: 0o600, folder: 0o700 };

const NOT_FORCED =
  'The file system does not flush writes to its disk: a power failure there can lose the latest files. Run verify after one.';
const NOT_REPLACED =
  'The file system does not replace a file atomically: a reader can see a partial file. Its receipt is written after it.';

/** The error codes of a file system that does not support a call, or not for this kind of file. */
const UNKNOWN_CALL = ['EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'ENOTTY', 'EPERM', 'EBADF'];

const isUnsupported = (thrown: unknown) => hasCode(thrown, ...UNKNOWN_CALL);

/** The error codes of a rename that is not supported, or not onto an existing file. */
const NO_RENAME = [...UNKNOWN_CALL, 'EEXIST', 'EACCES', 'EXDEV', 'EBUSY'];

/** Writes durably to a file system, for the owner only, as far as the file system supports it. */
export class Mount {
  /** The guarantees that it does not give, as far as known: a sentence each. */
  readonly limits = new Set<string>();

  /** Create a folder, step by step: a recursive mkdir reports a read-only disk as a missing folder. */
  async makeFolder(folder: string, isParentThere = false): Promise<void> {
    try {
      await mkdir(folder, { mode: OWNER_ONLY.folder });
      await this.syncFolder(dirname(folder));
    } catch (thrown) {
      if (hasCode(thrown, 'EEXIST')) return;
      if (!hasCode(thrown, 'ENOENT') || isParentThere) throw thrown;
      await this.makeFolder(dirname(folder));
      await this.makeFolder(folder, true);
    }
  }

  /** Create folders, with one flush for each folder that they are in. */
  async makeFolders(folders: readonly string[]): Promise<void> {
    const parents = [...new Set(folders.map((folder) => dirname(folder)))];
    for (const parent of parents) await this.makeFolder(parent);
    for (const folder of folders) await mkdir(folder, { mode: OWNER_ONLY.folder, recursive: true });
    for (const parent of parents) await this.syncFolder(parent);
  }

  /** Create a file; some mounts cannot guarantee that it is new, but its name is random. */
  async openNew(path: string): Promise<FileHandle> {
    const handle = await open(path, 'wx', OWNER_ONLY.file).catch(insteadOf(isUnsupported, undefined));
    return handle ?? open(path, 'w', OWNER_ONLY.file);
  }

  /** Flush a file to the disk, where the file system supports it. */
  async syncFile(handle: FileHandle): Promise<void> {
    if (!(await handle.sync().then(() => true, insteadOf(isUnsupported, false)))) this.limits.add(NOT_FORCED);
  }

  /** Flush a folder's entries to the disk. Many mounts do not support it, with various error codes. */
  async syncFolder(folder: string): Promise<void> {
    try {
      const handle = await open(folder, 'r');
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (thrown) {
      if (hasCode(thrown, ...FULL)) throw thrown;
      this.limits.add(NOT_FORCED);
    }
  }

  /** Rename a file onto another one: atomically, or, where the mount does not support that, by removing or copying. */
  async replaceFile(from: string, to: string): Promise<void> {
    const refusal = await failureOf(rename(from, to));
    if (refusal === undefined) return;
    if (!hasCode(refusal, ...NO_RENAME)) throw refusal as Error;
    await failureOf(rm(to, { force: true }));
    if ((await failureOf(rename(from, to))) !== undefined && (await failureOf(this.#copy(from, to)))) throw refusal as Error;
    this.limits.add(NOT_REPLACED);
  }

  async #copy(from: string, to: string): Promise<void> {
    const [source, target] = [await open(from, 'r'), await open(to, 'w', OWNER_ONLY.file)];
    try {
      for await (const chunk of source.createReadStream({ autoClose: false })) await target.writeFile(chunk as Buffer);
      await this.syncFile(target);
    } finally {
      await source.close();
      await target.close();
    }
  }
}

/** What was thrown; undefined when nothing was. */
function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
}
