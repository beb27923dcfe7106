import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The folder that has docker-compose.yml. */
const ROOT = join(__dirname, '../..');

/** What docker-compose.yml mounts as `/docker`. */
const DOCKER = join(ROOT, 'docker');

/** Any password does: the database of a cluster asks for none. */
const PASSWORD = 'of-no-importance';

interface Compose {
  readonly services: Readonly<Record<string, { readonly environment?: Readonly<Record<string, string>> }>>;
}

/** The environment that docker-compose.yml gives one of Temporal's services; a path in a container becomes the one of this machine. */
export async function composeEnvironment(service: 'database-setup' | 'temporal'): Promise<Readonly<Record<string, string>>> {
  const compose = parse(await readFile(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }) as Compose;
  const environment = Object.entries(compose.services[service]?.environment ?? {});
  return Object.fromEntries(
    environment.map(([name, value]) => [
      name,
      value.replace(/^\$\{POSTGRES_PASSWORD:.*\}$/, PASSWORD).replace(/^\/docker(?=\/)/, DOCKER),
    ]),
  );
}

/** The path of a script that docker-compose.yml runs. */
export function composeScript(name: string): string {
  return join(DOCKER, name);
}
