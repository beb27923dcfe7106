import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { isOutOfSpace } from './folder-failure';

/** Which promises a mount keeps less well than a local disk, as a sentence for people. */
export type OnLimit = (sentence: string) => void;

const NOT_FORCED =
  'The file system does not force what is written to its disk: a loss of power there can take away what was just delivered. Run verify after one.';
const NOT_REPLACED =
  'The file system does not replace a file in one step: a reader can meet a file that is half written. Its receipt comes after it.';

/** By these a file system says that it does not know a call, or not for this kind of file. */
const UNKNOWN_CALL = ['EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'ENOTTY', 'EPERM', 'EBADF'];

/** By these it says of a rename that it does not do it, or not onto a file that is there. */
const NO_RENAME = [...UNKNOWN_CALL, 'EEXIST', 'EACCES', 'EXDEV', 'EBUSY'];

/** Open a file to write that is not there yet; some mounts cannot promise that, and its name is random enough. */
export async function openNew(path: string, mode: number): Promise<FileHandle> {
  try {
    return await open(path, 'wx', mode);
  } catch (thrown) {
    if (!isOneOf(UNKNOWN_CALL, thrown)) throw thrown;
    return open(path, 'w', mode);
  }
}

/** Force a file to the disk, where the file system does that. */
export async function syncFile(handle: FileHandle, onLimit: OnLimit): Promise<void> {
  try {
    await handle.sync();
  } catch (thrown) {
    if (!isOneOf(UNKNOWN_CALL, thrown)) throw thrown;
    onLimit(NOT_FORCED);
  }
}

/** Force a folder's list of names to the disk. Many mounts have none, and say so in many ways. */
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

/**
 * Give a file its name, in place of another one: in one step, or, where the mount does not rename or not onto a file, by
 * removing the other one first, or else by copying.
 */
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
  return codes.includes((thrown as { code?: string }).code ?? '');
}
