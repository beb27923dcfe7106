import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { findOnPath } from '../programs/find-on-path';
import { runCommand } from '../programs/run-command';
import type { PinnedCli } from './read-pinned-cli';

const BUILD_LIMIT = 30 * 60_000;
const VERSION_VARIABLE = 'github.com/temporalio/cli/internal/temporalcli.Version';

export interface BuildTemporalOptions {
  readonly cli: PinnedCli;
  readonly destination: string;
  readonly environment: Readonly<NodeJS.ProcessEnv>;
  readonly onProgress: (line: string) => void;
}

/**
 * Build the pinned Temporal CLI with Go. It takes its place by a rename, so two builds at once, or one that was interrupted, never
 * leave half a file under the name that is looked for.
 */
export async function buildTemporal(options: BuildTemporalOptions): Promise<void> {
  const { cli, destination, environment, onProgress } = options;
  const go = await findOnPath('go', environment);
  if (go === undefined) throw new Error('there is no go on the PATH');

  onProgress('Building the Temporal CLI, this takes 3 to 8 minutes, once');
  await mkdir(dirname(destination), { recursive: true });
  const unfinished = `${destination}.building-${randomUUID()}`;
  const linkerFlags = `-s -w -X ${VERSION_VARIABLE}=${cli.version}`;
  try {
    await runCommand(
      go,
      ['build', '-trimpath', '-ldflags', linkerFlags, '-o', unfinished, 'github.com/temporalio/cli/cmd/temporal'],
      { folder: cli.folder, environment: { ...environment, GOWORK: 'off' }, timeLimit: BUILD_LIMIT },
    );
    await rename(unfinished, destination);
  } finally {
    await rm(unfinished, { force: true });
  }
}
