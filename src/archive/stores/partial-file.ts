import { randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** A file in progress is written to at least every minute; an older one is a leftover. */
const OLD_MS = 60 * 60 * 1000;

const NAME = /^\..+\.partial-(?<host>.+)-(?<pid>\d+)-(?<mark>[0-9a-f]{8})$/;

/** The marks of the files that this process is writing. */
const writing = new Set<string>();

/** Write a file under a temporary name in its folder, `.<name>.partial-<host>-<pid>-…`, and remove that at the end. */
export async function withPartialFile<T>(path: string, write: (partialPath: string) => Promise<T>): Promise<T> {
  const mark = randomBytes(4).toString('hex');
  const partialPath = join(dirname(path), `.${basename(path)}.partial-${hostname()}-${process.pid}-${mark}`);
  writing.add(mark);
  try {
    return await write(partialPath);
  } finally {
    await rm(partialPath, { force: true }).catch(() => undefined);
    writing.delete(mark);
  }
}

/** Whether a file is in progress or a leftover of a dead writer; or one that a mount hides until it is closed. */
export function isPartial(fileName: string): boolean {
  return NAME.test(fileName) || /^\.(nfs|fuse_hidden)[0-9a-f]+$/.test(fileName);
}

/** Remove the leftovers of writers that are gone or have not written for an hour, in a folder. Resolves with their number. */
export async function removeLeftovers(folder: string): Promise<number> {
  const partials = (await readdir(folder)).filter((fileName) => NAME.test(fileName));
  let removed = 0;
  for (const fileName of partials) {
    if (!(await isLeftover(folder, fileName))) continue;
    await rm(join(folder, fileName), { force: true });
    removed += 1;
  }
  return removed;
}

async function isLeftover(folder: string, fileName: string): Promise<boolean> {
  const { host, pid = '', mark = '' } = NAME.exec(fileName)?.groups ?? {};
  if (host === hostname() && !isWriting(Number(pid), mark)) return true;
  const found = await stat(join(folder, fileName)).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > OLD_MS;
}

function isWriting(pid: number, mark: string): boolean {
  if (pid === process.pid) return writing.has(mark);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
