import { resolve } from 'node:path';
import { findOnPath, isExecutableFile } from '../programs/find-on-path';

/** The environment variable that names the browser to use, whatever else is installed. */
const PATH_VARIABLE = 'DAYHAUL_BROWSER';

/** What Chromium is called by Debian, by Ubuntu, and by Google. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * Find a Chromium: the one named by DAYHAUL_BROWSER, or the first on the PATH under one of its names. None is ever downloaded.
 *
 * @throws Error that says how to get one
 */
export async function findBrowser(environment: Readonly<NodeJS.ProcessEnv> = process.env): Promise<string> {
  const named = environment[PATH_VARIABLE] ?? '';
  if (named !== '') {
    const path = resolve(named);
    if (await isExecutableFile(path)) return path;
    throw new Error(`${PATH_VARIABLE} names ${path}, which is not an executable file.`);
  }
  for (const name of NAMES) {
    const path = await findOnPath(name, environment);
    if (path !== undefined) return path;
  }
  throw new Error(
    `There is no ${NAMES.join(', ')} on the PATH. Install one (Debian: apt-get install chromium), ` +
      `or set ${PATH_VARIABLE} to the path of a Chromium.`,
  );
}
