import { homedir } from 'node:os';
import { join } from 'node:path';
import { buildWithGo } from '../programs/build-with-go';
import { cacheFolder } from '../programs/cache-folder';
import { isExecutableFile } from '../programs/find-on-path';
import { readPinnedCli } from '../temporal-server/read-pinned-cli';

const BUILD_LIMIT_MS = 15 * 60_000;

/** Each program, and its package below the module of Temporal's server. */
const PACKAGES = { 'temporal-server': 'cmd/server', 'temporal-sql-tool': 'cmd/tools/sql' } as const;

/**
 * Find `temporal-server` or `temporal-sql-tool` in the version of the pinned Temporal CLI, or build it with Go. The cache keeps it.
 *
 * @throws Error when there is no Go, or the build fails
 */
export async function findServer(
  program: keyof typeof PACKAGES,
  onProgress: (line: string) => void = () => undefined,
  environment: Readonly<NodeJS.ProcessEnv> = process.env,
): Promise<string> {
  const { folder, serverVersion } = await readPinnedCli();
  const cached = join(cacheFolder(environment, homedir()), `${program}-${serverVersion}`);
  if (await isExecutableFile(cached)) return cached;
  const build = buildWithGo({
    folder,
    command: `go.temporal.io/server/${PACKAGES[program]}`,
    flags: ['-ldflags', '-s -w'],
    destination: cached,
    environment,
    timeLimit: BUILD_LIMIT_MS,
    onStart: () => {
      onProgress(`Building ${program} ${serverVersion}, this takes up to 5 minutes, once`);
    },
  });
  await build.catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`There is no ${program}. Install Go 1.21 or newer (https://go.dev/dl): ${reason}.`, { cause: error });
  });
  return cached;
}
