import { isAbsolute, join } from 'node:path';

/**
 * The folder for what is kept between runs: outside the work tree, because it is large and every checkout can share it. A relative
 * XDG_CACHE_HOME is ignored, as its specification asks.
 */
export function cacheFolder(environment: Readonly<NodeJS.ProcessEnv>, homeFolder: string): string {
  const configured = environment['XDG_CACHE_HOME'] ?? '';
  const shared = isAbsolute(configured) ? configured : join(homeFolder, '.cache');
  return join(shared, 'dayhaul');
}
