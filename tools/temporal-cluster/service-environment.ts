import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DynamicConfig } from '../temporal-server/server-arguments';
import { composeEnvironment } from './compose-environment';
import { findServicePort } from './find-service-port';

const SERVICES = ['frontend', 'history', 'matching', 'worker'] as const;

/** A service of Temporal, which is a process of its own. */
export type ServiceName = (typeof SERVICES)[number];

/** The environment of the services, and where their frontend listens. */
export interface ServiceEnvironment {
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** The environment that docker-compose.yml gives Temporal, on free ports of 127.0.0.1 and for a PostgreSQL there. */
export async function serviceEnvironment(databasePort: number, dynamicConfigPath?: string): Promise<ServiceEnvironment> {
  const grpcPorts = SERVICES.map((name) => `${name.toUpperCase()}_GRPC_PORT`);
  const membershipPorts = SERVICES.map((name) => `${name.toUpperCase()}_MEMBERSHIP_PORT`);
  const names = [...grpcPorts, ...membershipPorts, 'FRONTEND_HTTP_PORT'];
  const ports: Readonly<Record<string, string>> = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, String(await findServicePort())] as const)),
  );
  const environment = {
    ...(await composeEnvironment('temporal')),
    ...ports,
    ...(dynamicConfigPath !== undefined && { DYNAMIC_CONFIG_FILE_PATH: dynamicConfigPath }),
    POSTGRES_SEEDS: '127.0.0.1',
    DB_PORT: String(databasePort),
    BIND_ON_IP: '127.0.0.1',
    LOG_LEVEL: 'warn',
  };
  return { port: Number(ports['FRONTEND_GRPC_PORT']), environment };
}

/** Write values of the dynamic configuration into a file of Temporal's format; JSON is YAML. */
export async function writeDynamicConfig(folder: string, values: DynamicConfig): Promise<string> {
  const path = join(folder, 'dynamic-config.yaml');
  await writeFile(path, JSON.stringify(Object.fromEntries(Object.entries(values).map(([key, value]) => [key, [{ value }]]))));
  return path;
}
