import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../programs/cache-folder';
import { findOnPath, isExecutableFile } from '../programs/find-on-path';
import { runCommand } from '../programs/run-command';

const BUILD_LIMIT_MS = 15 * 60_000;

/**
 * Find the linter of `promtool check metrics`, which reads metrics from stdin, or build it with Go. The cache keeps it. promtool
 * itself takes ten times as long to build.
 *
 * @throws Error when there is no Go, or the build fails
 */
export async function findPromlint(environment: Readonly<NodeJS.ProcessEnv> = process.env): Promise<string> {
  const [, version = ''] = /client_golang v(\S+)/.exec(await readFile(join(__dirname, 'go.mod'), 'utf8')) ?? [];
  const cached = join(cacheFolder(environment, homedir()), `promlint-${version}`);
  if (await isExecutableFile(cached)) return cached;
  const go = await findOnPath('go', environment);
  if (go === undefined) throw new Error('There is no promlint to check metrics with: there is no go on the PATH.');
  await mkdir(dirname(cached), { recursive: true });
  const unfinished = `${cached}.building-${randomUUID()}`;
  try {
    await runCommand(go, ['build', '-trimpath', '-o', unfinished, '.'], {
      folder: __dirname,
      environment: { ...environment, GOWORK: 'off' },
      timeLimit: BUILD_LIMIT_MS,
    });
    await rename(unfinished, cached);
    return cached;
  } finally {
    await rm(unfinished, { force: true });
  }
}
