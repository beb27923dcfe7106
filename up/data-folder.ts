import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/**
 * Create the data folder if it does not exist, accessible to its owner only. By default it is in the data folder of the XDG base
 * directories.
 */
export async function openDataFolder(requested: string | undefined, environment: Readonly<NodeJS.ProcessEnv>): Promise<string> {
  const configured = environment['XDG_DATA_HOME'] ?? '';
  const dataHome = isAbsolute(configured) ? configured : join(homedir(), '.local', 'share');
  const folder = requested === undefined ? join(dataHome, 'dayhaul') : resolve(requested);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}
