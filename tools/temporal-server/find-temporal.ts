import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { cacheFolder } from '../programs/cache-folder';
import { findOnPath, isExecutableFile } from '../programs/find-on-path';
import { firstThatWorks, type FoundProgram, type SearchStep } from '../programs/first-that-works';
import { readVersion } from '../programs/run-command';
import { buildTemporal } from './build-temporal';
import { downloadBySdk } from './download-by-sdk';
import { readPinnedCli } from './read-pinned-cli';
import { requireServerVersion } from './require-server-version';

/** The environment variable that names the Temporal CLI to use, whatever else is installed. */
const PATH_VARIABLE = 'DAYHAUL_TEMPORAL_CLI';

/** What the search knows of the outside world; each part has the real thing as its default. */
export interface FindTemporalOptions {
  readonly environment?: Readonly<NodeJS.ProcessEnv>;
  readonly homeFolder?: string;
  readonly download?: typeof downloadBySdk;
  /** Milliseconds a candidate has to print its version. */
  readonly versionTimeLimit?: number;
  readonly onProgress?: (line: string) => void;
}

export interface FoundTemporal extends FoundProgram {
  /** The line it prints for --version. */
  readonly version: string;
}

/**
 * Find a Temporal CLI, and if need be get one: the one named by DAYHAUL_TEMPORAL_CLI, `temporal` on the PATH, the one kept by an
 * earlier run, a download by the Temporal SDK, a build with Go. A named one that cannot be run is an error at once, because the
 * person meant that one; of the others, one that does not work is passed over.
 */
export async function findTemporal(options: FindTemporalOptions = {}): Promise<FoundTemporal> {
  const named = (options.environment ?? process.env)[PATH_VARIABLE] ?? '';
  if (named !== '') return takeNamed(resolve(named), options.versionTimeLimit);

  const tryOut = async (path: string) => {
    const version = await readVersion(path, options.versionTimeLimit);
    requireServerVersion(version);
    return { version };
  };
  return firstThatWorks(await searchSteps(options), tryOut, {
    headline: `There is no Temporal CLI to run a Temporal server with. Tried:\n  - ${PATH_VARIABLE}: not set`,
    advice:
      'Install the Temporal CLI (https://docs.temporal.io/cli) or Go 1.21 or newer (https://go.dev/dl),\n' +
      `or set ${PATH_VARIABLE} to the path of a Temporal CLI.`,
  });
}

async function takeNamed(path: string, versionTimeLimit?: number): Promise<FoundTemporal> {
  if (!(await isExecutableFile(path))) {
    throw new Error(`${PATH_VARIABLE} names ${path}, which is not an executable file.`);
  }
  return { path, source: PATH_VARIABLE, version: await readVersion(path, versionTimeLimit) };
}

async function searchSteps(options: FindTemporalOptions): Promise<SearchStep[]> {
  const { environment = process.env, homeFolder = homedir(), download = downloadBySdk } = options;
  const onProgress = options.onProgress ?? (() => undefined);
  const cli = await readPinnedCli();
  const cached = cachedCliPath(cli.version, environment, homeFolder);

  return [
    {
      source: 'temporal on the PATH',
      locate: async () => {
        const path = await findOnPath('temporal', environment);
        if (path === undefined) throw new Error('there is none');
        return path;
      },
    },
    {
      source: 'the cache',
      locate: async () => {
        if (!(await isExecutableFile(cached))) throw new Error(`there is no ${cached}`);
        return cached;
      },
    },
    {
      source: 'the download by the Temporal SDK',
      locate: async () => {
        onProgress(`Downloading the Temporal CLI ${cli.version}`);
        await download('temporal', cli.version, cached);
        return cached;
      },
    },
    {
      source: 'the build with Go',
      locate: async () => {
        await buildTemporal({ cli, destination: cached, environment, onProgress });
        return cached;
      },
    },
  ];
}

/** Where the Temporal CLI of a version, a file of about 140 MB, is kept between runs. */
export function cachedCliPath(version: string, environment: Readonly<NodeJS.ProcessEnv>, homeFolder: string): string {
  return join(cacheFolder(environment, homeFolder), `temporal-${version}`);
}
