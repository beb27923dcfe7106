import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { isolatedEnvironment } from '../programs/isolated-environment';
import { runCommand } from '../programs/run-command';
import { findTemporal } from '../temporal-server/find-temporal';
import { composeEnvironment, composeScript } from './compose-environment';
import { findServer } from './find-server';

const SCRIPT_LIMIT_MS = 120_000;

/** Make Temporal's databases in a PostgreSQL, or bring them up to date. */
export async function setUpDatabase(port: number): Promise<void> {
  const settings = { ...(await composeEnvironment('database-setup')), SQL_HOST: '127.0.0.1', SQL_PORT: String(port) };
  await runScript('set-up-database.sh', settings);
}

/** Make the namespace of the exports, or set its retention. */
export async function setUpNamespace(address: string): Promise<void> {
  await runScript('set-up-namespace.sh', { TEMPORAL_ADDRESS: address });
}

/** Run a script of docker-compose.yml with the programs that it finds in its image. */
async function runScript(name: string, settings: Readonly<Record<string, string>>): Promise<void> {
  const programs = await mkdtemp(join(tmpdir(), 'dayhaul-cluster-'));
  try {
    await symlink((await findTemporal()).path, join(programs, 'temporal'));
    await symlink(await findServer('temporal-sql-tool'), join(programs, 'temporal-sql-tool'));
    const PATH = [programs, process.env['PATH'] ?? ''].join(delimiter);
    const environment = isolatedEnvironment({ PATH, ...settings });
    await runCommand('/bin/sh', [composeScript(name)], { timeLimit: SCRIPT_LIMIT_MS, environment });
  } finally {
    await rm(programs, { recursive: true, force: true });
  }
}
