import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { buildWithGo } from '../programs/build-with-go';
import { cacheFolder } from '../programs/cache-folder';
import { isExecutableFile } from '../programs/find-on-path';

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
  if (!(await isExecutableFile(cached))) {
    await buildWithGo({
      folder: __dirname,
      command: `github.com/prometheus/prometheus/cmd/${program}`,
      flags: ['-tags', TAGS, '-ldflags', '-s -w'],
      destination: cached,
      environment: { ...environment, GOFLAGS: '-mod=readonly -buildvcs=false' },
      timeLimit: BUILD_LIMIT_MS,
    });
  }
  return cached;
}
