import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { cacheFolder } from '../programs/cache-folder';
import { isExecutableFile } from '../programs/find-on-path';
import { firstThatWorks, type FoundProgram, type SearchStep } from '../programs/first-that-works';
import { downloadBySdk } from '../temporal-server/download-by-sdk';
import { installByMaven } from './install-by-maven';
import { readPinnedVersion } from './read-pinned-version';
import { tryTestServer } from './try-test-server';

/** The environment variable that names the test server to use, whatever else is there. */
const PATH_VARIABLE = 'DAYHAUL_TEMPORAL_TEST_SERVER';
const POM_PATH = join(__dirname, 'pom.xml');

/** What the search knows of the outside world; each part has the real thing as its default. */
export interface FindTestServerOptions {
  readonly environment?: Readonly<NodeJS.ProcessEnv>;
  readonly homeFolder?: string;
  readonly download?: typeof downloadBySdk;
  /** Rejects when a test server does not work. */
  readonly tryOut?: (path: string) => Promise<void>;
  readonly onProgress?: (line: string) => void;
}

/**
 * Find the time-skipping test server of Temporal, and if need be get one: the one named by DAYHAUL_TEMPORAL_TEST_SERVER, the one
 * kept by an earlier run, a download by the Temporal SDK, its jars by Maven. A named one that does not work is an error at once,
 * because the person meant that one; of the others, one that does not work is passed over.
 */
export async function findTestServer(options: FindTestServerOptions = {}): Promise<FoundProgram> {
  const { environment = process.env, tryOut = tryTestServer } = options;
  const named = environment[PATH_VARIABLE] ?? '';
  const steps = named === '' ? await searchSteps(options) : [namedStep(named)];
  return firstThatWorks(steps, (path) => tryOut(path).then(() => ({})), {
    headline: 'There is no time-skipping test server of Temporal. Tried:',
    advice: `Install Java and Maven, or set ${PATH_VARIABLE} to the path of a test server.`,
  });
}

/** Where the test server of a version is kept between runs: a program, with what it needs beside it. */
export function cachedTestServerPath(version: string, environment: Readonly<NodeJS.ProcessEnv>, homeFolder: string): string {
  const folder = `temporal-test-server-${version}`;
  return join(cacheFolder(environment, homeFolder), folder, 'temporal-test-server');
}

function namedStep(path: string): SearchStep {
  return { source: PATH_VARIABLE, locate: () => Promise.resolve(resolve(path)) };
}

async function searchSteps(options: FindTestServerOptions): Promise<SearchStep[]> {
  const { environment = process.env, homeFolder = homedir(), download = downloadBySdk } = options;
  const onProgress = options.onProgress ?? (() => undefined);
  const version = await readPinnedVersion(POM_PATH);
  const cached = cachedTestServerPath(version, environment, homeFolder);

  return [
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
        onProgress(`Downloading Temporal's test server ${version}`);
        await download('temporal-test-server', version, cached);
        return cached;
      },
    },
    {
      source: 'the jars by Maven',
      locate: async () => {
        await installByMaven({ pomPath: POM_PATH, destination: cached, environment, onProgress });
        return cached;
      },
    },
  ];
}
