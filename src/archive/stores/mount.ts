import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isOutOfSpace, systemCode } from './folder-failure';

/** Called with a sentence about a guarantee that the mount does not give. */
export type OnLimit = (sentence: string) => void;

const NOT_FORCED =
  'The file system does not flush writes to its disk: a power failure there can lose the latest files. Run verify after one.';
const NOT_REPLACED =
  'The file system does not replace a file atomically: a reader can see a partial file. Its receipt is written after it.';

/** The error codes of a file system that does not support a call, or not for this kind of file. */
const UNKNOWN_CALL = ['EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'ENOTTY', 'EPERM', 'EBADF'];

/** The error codes of a rename that is not supported, or not onto an existing file. */
const NO_RENAME = [...UNKNOWN_CALL, 'EEXIST', 'EACCES', 'EXDEV', 'EBUSY'];

/** Create a folder, step by step: a recursive mkdir reports a read-only disk as a missing folder. */
export async function makeFolder(folder: string, mode: number, onLimit: OnLimit, isParentThere = false): Promise<void> {
  try {
    await mkdir(folder, { mode });
    await syncFolder(dirname(folder), onLimit);
  } catch (thrown) {
    if (systemCode(thrown) === 'EEXIST') return;
    if (systemCode(thrown) !== 'ENOENT' || isParentThere) throw thrown;
    await makeFolder(dirname(folder), mode, onLimit);
    await makeFolder(folder, mode, onLimit, true);
  }
}

/** Create a file; some mounts cannot guarantee that it is new, but its name is random. */
export async function openNew(path: string, mode: number): Promise<FileHandle> {
  try {
    return await open(path, 'wx', mode);
  } catch (thrown) {
    if (!isOneOf(UNKNOWN_CALL, thrown)) throw thrown;
    return open(path, 'w', mode);
  }
}

/** Flush a file to the disk, where the file system supports it. */
export async function syncFile(handle: FileHandle, onLimit: OnLimit): Promise<void> {
  try {
    await handle.sync();
  } catch (thrown) {
    if (!isOneOf(UNKNOWN_CALL, thrown)) throw thrown;
    onLimit(NOT_FORCED);
  }
}

/** Flush a folder's entries to the disk. Many mounts do not support it, with various error codes. */
export async function syncFolder(folder: string, onLimit: OnLimit): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    if (isOutOfSpace(thrown)) throw thrown;
    onLimit(NOT_FORCED);
  }
}

/** Rename a file onto another one: atomically, or, where the mount does not support that, by removing or copying. */
export async function replaceFile(from: string, to: string, mode: number, onLimit: OnLimit): Promise<void> {
  const refusal = await failureOf(rename(from, to));
  if (refusal === undefined) return;
  if (!isOneOf(NO_RENAME, refusal)) throw refusal as Error;
  await failureOf(rm(to, { force: true }));
  if ((await failureOf(rename(from, to))) !== undefined && (await failureOf(copy(from, to, mode, onLimit)))) {
    throw refusal as Error;
  }
  onLimit(NOT_REPLACED);
}

async function copy(from: string, to: string, mode: number, onLimit: OnLimit): Promise<void> {
  const [source, target] = [await open(from, 'r'), await open(to, 'w', mode)];
  try {
    for await (const chunk of source.createReadStream({ autoClose: false })) {
      await target.writeFile(chunk as Buffer);
    }
    await syncFile(target, onLimit);
  } finally {
    await source.close();
    await target.close();
  }
}

/** What was thrown; undefined when nothing was. */
function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
}

function isOneOf(codes: readonly string[], thrown: unknown): boolean {
  return codes.includes(systemCode(thrown) ?? '');
}
