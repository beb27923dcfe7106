import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether this process may mount a disk. In CI the tests that need one fail rather than being skipped. */
const MAY_MOUNT = process.platform === 'linux' && process.getuid?.() === 0;

/** A test on a disk of its own: skipped, with a line that says so, where none can be mounted. */
export const diskTest: jest.It = MAY_MOUNT || process.env['CI'] === 'true' ? test : test.skip;
if (diskTest === test.skip) {
  process.stderr.write('Skipped: the tests on a disk that fills up. They mount one, for which they must be root on Linux.\n');
}

/** Use a real disk of so many kilobytes, mounted at a folder of its own and gone afterwards. */
export async function withSmallDisk(kilobytes: number, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dayhaul-disk-'));
  await run('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder]);
  try {
    await use(folder);
  } finally {
    await run('umount', [folder]);
    await rm(folder, { recursive: true });
  }
}

/** Forbid writing to a disk that {@link withSmallDisk} mounted. */
export async function makeReadOnly(folder: string): Promise<void> {
  await run('mount', ['-o', 'remount,ro', folder]);
}
