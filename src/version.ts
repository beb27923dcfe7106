import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version of this Dayhaul, as its package.json has it. */
export const VERSION = readVersion(__dirname);

/** It is in a folder above, whether this code runs from `src` or was built into `lib`. */
function readVersion(folder: string): string {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return readVersion(dirname(folder));
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}
