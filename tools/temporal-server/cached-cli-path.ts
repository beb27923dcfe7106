import { join } from 'node:path';
import { cacheFolder } from '../programs/cache-folder';

/** Where the Temporal CLI of a version, a file of about 140 MB, is kept between runs. */
export function cachedCliPath(
  version: string,
  environment: Readonly<NodeJS.ProcessEnv>,
  homeFolder: string,
): string {
  return join(cacheFolder(environment, homeFolder), `temporal-${version}`);
}
