import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findOnPath, isExecutableFile } from '../programs/find-on-path';

/** Where Debian and its relatives keep PostgreSQL, each version in a folder of its own. */
const DEBIAN_FOLDER = '/usr/lib/postgresql';

/** The programs of PostgreSQL that run a server. */
export interface PostgresqlPrograms {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Find PostgreSQL: on the PATH, otherwise the newest that a Debian package installed. None is ever downloaded.
 *
 * @throws Error that says how to get one
 */
export async function findPostgresql(
  environment: Readonly<NodeJS.ProcessEnv> = process.env,
  debianFolder = DEBIAN_FOLDER,
): Promise<PostgresqlPrograms> {
  const versions = await readdir(debianFolder).catch(() => []);
  const folders = versions.sort((one, other) => Number(other) - Number(one)).map((version) => join(debianFolder, version, 'bin'));
  const find = async (name: string): Promise<string> => {
    const onPath = await findOnPath(name, environment);
    if (onPath !== undefined) return onPath;
    for (const folder of folders) if (await isExecutableFile(join(folder, name))) return join(folder, name);
    throw new Error(`There is no ${name}. Install PostgreSQL (Debian: apt-get install postgresql).`);
  };
  return { initdb: await find('initdb'), postgres: await find('postgres') };
}
