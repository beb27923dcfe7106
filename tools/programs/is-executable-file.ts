import { access, constants, stat } from 'node:fs/promises';

/** Whether a path is a file this user may run; a missing path is simply not one. */
export async function isExecutableFile(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
