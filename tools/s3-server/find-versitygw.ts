import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { findOnPath, isExecutableFile } from '../programs/find-on-path';
import { readVersion, runCommand } from '../programs/run-command';

/** The environment variable that names the versitygw to use, whatever else is installed. */
const PATH_VARIABLE = 'DAYHAUL_VERSITYGW';

const PROGRAM = 'github.com/versity/versitygw/cmd/versitygw';
const PINNED_VERSION = '1.8.0';
const BUILD_LIMIT_MS = 15 * 60_000;

/** What the search knows of the outside world; each part has the real thing as its default. */
export interface FindVersitygwOptions {
  readonly environment?: Readonly<NodeJS.ProcessEnv>;
  readonly homeFolder?: string;
  readonly onProgress?: (line: string) => void;
}

/**
 * Find versitygw, an S3 server that keeps its objects in a folder, and if need be get it: the one named by DAYHAUL_VERSITYGW,
 * `versitygw` on the PATH, the one kept by an earlier run, a build with Go. Resolves with its path.
 * @throws Error that names each step and why it failed
 */
export async function findVersitygw(options: FindVersitygwOptions = {}): Promise<string> {
  const { environment = process.env, homeFolder = homedir(), onProgress = () => undefined } = options;
  const named = environment[PATH_VARIABLE] ?? '';
  if (named !== '') return working(resolve(named));

  const cached = cachedPath(environment, homeFolder);
  const steps: readonly [string, () => Promise<string>][] = [
    ['versitygw on the PATH', async () => (await findOnPath('versitygw', environment)) ?? absent('there is none')],
    ['the cache', async () => ((await isExecutableFile(cached)) ? cached : absent(`there is no ${cached}`))],
    ['the build with Go', () => build(cached, environment, onProgress)],
  ];
  const failures: string[] = [];
  for (const [source, locate] of steps) {
    try {
      return await working(await locate());
    } catch (error) {
      failures.push(`${source}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(
    `There is no versitygw to test S3 with (${failures.join('; ')}). Install Go 1.24 or newer, or set ${PATH_VARIABLE} to its path.`,
  );
}

function cachedPath(environment: Readonly<NodeJS.ProcessEnv>, homeFolder: string): string {
  const configured = environment['XDG_CACHE_HOME'] ?? '';
  const cacheFolder = isAbsolute(configured) ? configured : join(homeFolder, '.cache');
  return join(cacheFolder, 'dayhaul', `versitygw-${PINNED_VERSION}`);
}

/** It takes its place by a rename, so that two builds at once, or one that was interrupted, never leave half a file. */
async function build(
  destination: string,
  environment: Readonly<NodeJS.ProcessEnv>,
  onProgress: (line: string) => void,
): Promise<string> {
  const go = (await findOnPath('go', environment)) ?? absent('there is no go on the PATH');
  onProgress('Building versitygw, this takes one to three minutes, once');
  const folder = `${destination}.building-${randomUUID()}`;
  await mkdir(folder, { recursive: true });
  try {
    await runCommand(go, ['install', '-trimpath', `${PROGRAM}@v${PINNED_VERSION}`], {
      environment: { ...environment, GOBIN: folder },
      timeLimit: BUILD_LIMIT_MS,
    });
    await rename(join(folder, 'versitygw'), destination);
    return destination;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function working(path: string): Promise<string> {
  await readVersion(path);
  return path;
}

function absent(why: string): never {
  throw new Error(why);
}
