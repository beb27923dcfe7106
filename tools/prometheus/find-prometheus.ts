import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../programs/cache-folder';
import { findOnPath, isExecutableFile } from '../programs/find-on-path';
import { runCommand } from '../programs/run-command';

const MODULE = 'github.com/prometheus/prometheus';
const BUILD_LIMIT_MS = 15 * 60_000;

/** Service discovery is most of Prometheus, and no test uses it: without it the build takes a minute. */
const TAGS = 'netgo,remove_all_sd';

/**
 * Find `prometheus` or `promtool` in the version that go.mod names, or build it with Go. The cache keeps it.
 *
 * @throws Error when there is no Go, or the build fails
 */
export async function findPrometheus(
  program: 'prometheus' | 'promtool',
  environment: Readonly<NodeJS.ProcessEnv> = process.env,
): Promise<string> {
  const [, version = ''] = /prometheus\/prometheus v(\S+)/.exec(await readFile(join(__dirname, 'go.mod'), 'utf8')) ?? [];
  const cached = join(cacheFolder(environment, homedir()), `${program}-${version}`);
  if (await isExecutableFile(cached)) return cached;
  const go = await findOnPath('go', environment);
  if (go === undefined) throw new Error(`There is no ${program}: there is no go on the PATH.`);
  await mkdir(dirname(cached), { recursive: true });
  const unfinished = `${cached}.building-${randomUUID()}`;
  try {
    await runCommand(go, ['build', '-trimpath', '-tags', TAGS, '-ldflags', '-s -w', '-o', unfinished, `${MODULE}/cmd/${program}`], {
      folder: __dirname,
      environment: { ...environment, GOWORK: 'off', GOFLAGS: '-mod=readonly -buildvcs=false' },
      timeLimit: BUILD_LIMIT_MS,
    });
    await rename(unfinished, cached);
    return cached;
  } finally {
    await rm(unfinished, { force: true });
  }
}
