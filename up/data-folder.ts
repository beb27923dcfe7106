import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/**
 * The folder that keeps everything from one start to the next, made if need be and open to its owner alone. Without a
 * wish it is where the XDG base directories put a program's data.
 */
export async function openDataFolder(
  requested: string | undefined,
  environment: Readonly<NodeJS.ProcessEnv>,
): Promise<string> {
  const configured = environment['XDG_DATA_HOME'] ?? '';
  const dataHome = isAbsolute(configured) ? configured : join(homedir(), '.local', 'share');
  const folder = requested === undefined ? join(dataHome, 'dayhaul') : resolve(requested);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}
