import { readFile, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../../tools/programs/cache-folder';
import { findOnPath, isExecutableFile } from '../../tools/programs/find-on-path';
import { runCommand } from '../../tools/programs/run-command';

/** The folder of the connector: manifest, components, catalog, requirements. */
export const PEER = join(__dirname, '../../../bench/peers/airbyte-cdk');

const TIME_LIMIT_MS = 600_000;

/** An installed `airbyte-cdk`. */
export interface AirbyteCdk {
  readonly command: string;
  /** The interpreter to run it with. */
  readonly python: string;
  readonly versions: Readonly<Record<string, string>>;
}

/**
 * Find the pinned `airbyte-cdk` in the cache, or install it there.
 *
 * @throws Error when there is no Python, or the package cannot be installed
 */
export async function installAirbyteCdk(environment: Readonly<NodeJS.ProcessEnv>): Promise<AirbyteCdk> {
  const requirements = join(PEER, 'requirements.txt');
  const [name = '', version = ''] = (await readFile(requirements, 'utf8')).trim().split('==');
  const folder = join(cacheFolder(environment, homedir()), `${name}-${version}`);
  const [command, python] = [join(folder, 'bin/source-declarative-manifest'), join(folder, 'bin/python')];
  if (!(await isExecutableFile(command))) {
    const found = await findOnPath('python3', environment);
    if (found === undefined) throw new Error('It needs Python 3, which is not on the PATH');
    try {
      await runCommand(found, ['-m', 'venv', folder], { timeLimit: TIME_LIMIT_MS });
      await runCommand(python, ['-m', 'pip', 'install', '--quiet', '-r', requirements], { timeLimit: TIME_LIMIT_MS });
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }
  const printed = await runCommand(python, ['--version'], { timeLimit: TIME_LIMIT_MS });
  return { command, python, versions: { [name]: version, Python: printed.trim().replace('Python ', '') } };
}
