import { delimiter, join } from 'node:path';
import { access, constants, stat } from 'node:fs/promises';

/** The first executable file of that name in the folders of the environment's PATH. */
export async function findOnPath(name: string, environment: Readonly<NodeJS.ProcessEnv>): Promise<string | undefined> {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const folder of folders) {
    const path = join(folder, name);
    if (await isExecutableFile(path)) return path;
  }
  return undefined;
}

/** Whether a path is a file this user may run; a missing path is simply not one. */
export async function isExecutableFile(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
