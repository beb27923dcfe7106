import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../programs/find-free-port';
import { openPort } from '../programs/open-port';
import { runCommand } from '../programs/run-command';
import { spawnServer, type ServerProcess } from '../programs/server-process';
import { untilAnswering } from '../programs/until-answering';
import { findPostgresql } from './find-postgresql';

const INITDB_LIMIT_MS = 60_000;
const SUPERUSER = 'temporal';

/** PostgreSQL refuses to run as root; Debian's package makes this user. */
const AS_POSTGRES = ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'];

/** Settings of a PostgreSQL server, such as `max_connections`. */
type PostgresqlSettings = Readonly<Record<string, string | number>>;

/** PostgreSQL on a free port of 127.0.0.1, with its data in a temporary folder. */
export interface Postgresql {
  readonly port: number;
  /** End it as a crash does, and start it again with these settings. */
  restart(settings?: PostgresqlSettings): Promise<void>;
  /** What it has logged since it was started last. */
  log(): Promise<string>;
  stop(): Promise<void>;
}

/** Start PostgreSQL with a superuser `temporal` that needs no password. It is killed when this process is gone. */
export async function startPostgresql(): Promise<Postgresql> {
  const { initdb, postgres } = await findPostgresql();
  const run = (...command: readonly string[]): Promise<string> => {
    const [path = '', ...args] = asOrdinaryUser(command);
    return runCommand(path, args, { timeLimit: INITDB_LIMIT_MS, folder: tmpdir() });
  };
  const folder = (await run('mktemp', '-d', join(tmpdir(), 'dayhaul-postgresql-XXXXXX'))).trim();
  await run(
    initdb,
    '--pgdata',
    folder,
    '--username',
    SUPERUSER,
    '--auth',
    'trust',
    '--encoding',
    'UTF8',
    '--no-locale',
    '--no-sync',
  );
  const port = await findFreePort();

  // The machine itself does not fail here, so nothing needs to reach the disk.
  const place = { port, listen_addresses: '127.0.0.1', unix_socket_directories: folder, fsync: 'off' };
  const start = async (settings: PostgresqlSettings = {}): Promise<ServerProcess> => {
    const flags = Object.entries({ ...place, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const [path = '', ...args] = asOrdinaryUser([postgres, '-D', folder, ...flags]);
    const started = await spawnServer(path, args, { outlivesParent: false });
    await untilAnswering(
      started,
      () => openPort(port),
      () => started.end('SIGQUIT'),
    );
    return started;
  };

  let server = await start();
  return {
    port,
    restart: async (settings) => {
      await server.end('SIGQUIT'); // ends without a checkpoint: the next start recovers
      server = await start(settings);
    },
    log: () => server.output(),
    stop: async () => {
      await server.end('SIGQUIT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function asOrdinaryUser(command: readonly string[]): readonly string[] {
  return process.getuid?.() === 0 ? [...AS_POSTGRES, ...command] : command;
}
