import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPort } from '../programs/open-port';
import { untilAnswering } from '../programs/until-answering';
import type { DynamicConfig } from '../temporal-server/server-arguments';
import { waitUntilAnswering } from '../temporal-server/wait-until-answering';
import { findServer } from './find-server';
import { keepRunning, type KeptServer } from './keep-running';
import { serviceEnvironment, writeDynamicConfig, type ServiceName } from './service-environment';
import { setUpDatabase, setUpNamespace } from './set-up';
import { startPostgresql, type Postgresql } from './start-postgresql';

const START_WITHIN_MS = 60_000;

/** Temporal as a team runs it: PostgreSQL and four services, with the settings of docker-compose.yml and set up by its scripts. */
export interface TemporalCluster {
  readonly address: string;
  readonly database: Postgresql;
  /** A service that ends is started again, as compose does. */
  readonly services: Readonly<Record<ServiceName, KeptServer>>;
  stop(): Promise<void>;
}

/**
 * Start a cluster on free ports of 127.0.0.1, and return when its namespace answers.
 * @param dynamicConfig takes the place of the file that docker-compose.yml mounts
 */
export async function startCluster(dynamicConfig?: DynamicConfig): Promise<TemporalCluster> {
  const server = await findServer('temporal-server');
  const folder = await mkdtemp(join(tmpdir(), 'dayhaul-cluster-'));
  const database = await startPostgresql();
  const started: KeptServer[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.splice(0).map((service) => service.stop()));
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await setUpDatabase(database.port);
    const dynamicConfigPath = dynamicConfig && (await writeDynamicConfig(folder, dynamicConfig));
    const { port, environment } = await serviceEnvironment(database.port, dynamicConfigPath);
    const start = async (name: ServiceName): Promise<KeptServer> => {
      const service = await keepRunning(server, ['start', '--service', name], environment);
      started.push(service);
      return service;
    };
    const services = {
      frontend: await start('frontend'),
      history: await start('history'),
      matching: await start('matching'),
      worker: await start('worker'),
    };
    const address = `127.0.0.1:${port}`;
    await untilAnswering(
      services.frontend,
      () => openPort(port),
      () => Promise.resolve(),
      START_WITHIN_MS,
    );
    await setUpNamespace(address);
    await waitUntilAnswering({ port, uiPort: undefined }, AbortSignal.timeout(START_WITHIN_MS));
    return { address, database, services, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
