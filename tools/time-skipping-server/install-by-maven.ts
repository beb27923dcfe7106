import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { findOnPath } from '../programs/find-on-path';
import { runCommand } from '../programs/run-command';

const DOWNLOAD_LIMIT = 10 * 60_000;

interface InstallOptions {
  readonly pomPath: string;
  readonly destination: string;
  readonly environment: Readonly<NodeJS.ProcessEnv>;
  readonly onProgress: (line: string) => void;
}

/**
 * Let Maven fetch the jars of Temporal's test server, and keep them with a script that runs them, in the folder of the destination,
 * which is that script. The folder takes its place by a rename, so that an interrupted installation never leaves half of it.
 */
export async function installByMaven(options: InstallOptions): Promise<void> {
  const { pomPath, destination, environment, onProgress } = options;
  const [maven, java] = await Promise.all(['mvn', 'java'].map((name) => findOnPath(name, environment)));
  if (maven === undefined) throw new Error('there is no mvn on the PATH');
  if (java === undefined) throw new Error('there is no java on the PATH');

  onProgress("Fetching Temporal's test server with Maven, 40 MB, once");
  const folder = dirname(destination);
  const unfinished = `${folder}.installing-${randomUUID()}`;
  await mkdir(unfinished, { recursive: true });
  try {
    await runCommand(
      maven,
      [
        ...['--quiet', '--batch-mode', '--strict-checksums', '--file', pomPath],
        ...['dependency:copy-dependencies', '-DincludeScope=runtime'],
        `-DoutputDirectory=${join(unfinished, 'jars')}`,
      ],
      { environment, timeLimit: DOWNLOAD_LIMIT },
    );
    await copyFile(join(dirname(pomPath), 'temporal-test-server.sh'), join(unfinished, basename(destination)));
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
