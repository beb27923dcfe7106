import { isAbsolute, join } from 'node:path';

/**
 * Where the Temporal CLI of a version is kept between runs: outside the work tree, because it is about 140 MB and every
 * checkout can share it. A relative XDG_CACHE_HOME is ignored, as its specification asks.
 */
export function cachedCliPath(
  version: string,
  environment: Readonly<NodeJS.ProcessEnv>,
  homeFolder: string,
): string {
  const configured = environment['XDG_CACHE_HOME'] ?? '';
  const cacheFolder = isAbsolute(configured) ? configured : join(homeFolder, '.cache');
  return join(cacheFolder, 'dayhaul', `temporal-${version}`);
}
