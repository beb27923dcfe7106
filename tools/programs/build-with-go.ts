import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { findOnPath } from './find-on-path';
import { runCommand } from './run-command';

export interface GoBuild {
  /** The folder of the Go module that pins the command. */
  readonly folder: string;
  /** The package of the command. */
  readonly command: string;
  readonly flags: readonly string[];
  readonly destination: string;
  readonly environment: Readonly<NodeJS.ProcessEnv>;
  /** Milliseconds. */
  readonly timeLimit: number;
  /** Called once there is a Go to build with. */
  readonly onStart?: () => void;
}

/**
 * Build a command with Go. It takes its place by a rename, so two builds at once, or one that was interrupted, never leave half a
 * file under the name that is looked for.
 *
 * @throws Error when there is no Go, or the build fails
 */
export async function buildWithGo({
  folder,
  command,
  flags,
  destination,
  environment,
  timeLimit,
  onStart,
}: GoBuild): Promise<void> {
  const go = await findOnPath('go', environment);
  if (go === undefined) throw new Error('there is no go on the PATH');
  onStart?.();
  await mkdir(dirname(destination), { recursive: true });
  const unfinished = `${destination}.building-${randomUUID()}`;
  try {
    const args = ['build', '-trimpath', ...flags, '-o', unfinished, command];
    await runCommand(go, args, { folder, environment: { ...environment, GOWORK: 'off' }, timeLimit });
    await rename(unfinished, destination);
  } finally {
    await rm(unfinished, { force: true });
  }
}
