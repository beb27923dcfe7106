import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface PinnedCli {
  /** The folder of the Go module that pins the Temporal CLI. */
  readonly folder: string;
  /** Without a leading v, as in 1.8.2. */
  readonly version: string;
  /** The version of Temporal's server in it. */
  readonly serverVersion: string;
}

/** The Temporal CLI this project pins in tools/temporal-cli, whether this code runs from tools/ or from lib/tools/. */
export async function readPinnedCli(): Promise<PinnedCli> {
  const folder = findCliFolder(__dirname);
  const goMod = await readFile(join(folder, 'go.mod'), 'utf8');
  const versionOf = (module: string): string => {
    const line = goMod.split('\n').find((text) => text.trim().startsWith(`${module} v`));
    if (line === undefined) throw new Error(`${folder}/go.mod does not require ${module}`);
    return line.trim().slice(module.length + 2);
  };
  return { folder, version: versionOf('github.com/temporalio/cli'), serverVersion: versionOf('go.temporal.io/server') };
}

function findCliFolder(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    const candidate = join(folder, 'tools', 'temporal-cli');
    if (existsSync(join(candidate, 'go.mod'))) return candidate;
    if (folder === dirname(folder)) throw new Error(`tools/temporal-cli/go.mod is in no folder above ${start}`);
  }
}
