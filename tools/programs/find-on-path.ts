import { delimiter, join } from 'node:path';
import { isExecutableFile } from './is-executable-file';

/** The first executable file of that name in the folders of the environment's PATH. */
export async function findOnPath(
  name: string,
  environment: Readonly<NodeJS.ProcessEnv>,
): Promise<string | undefined> {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const folder of folders) {
    const path = join(folder, name);
    if (await isExecutableFile(path)) return path;
  }
  return undefined;
}
