import { present, type Environment } from './environment';

/** Where somebody listens. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** How a worker tells how it is. */
export interface TelemetrySettings {
  /** Where `/healthz` is served. */
  readonly health?: ListenAddress | undefined;
  /** Where `/metrics` is served, for Prometheus. */
  readonly metrics?: ListenAddress | undefined;
  readonly log: LogFormat;
}

const LOG_FORMATS = ['text', 'json'] as const;
type LogFormat = (typeof LOG_FORMATS)[number];

/** Read how a worker is to tell how it is; what is wrong is added to the problems. */
export function readTelemetrySettings(environment: Environment, problems: string[]): TelemetrySettings {
  const named = present(environment, 'DAYHAUL_LOG') ?? 'text';
  const log = LOG_FORMATS.find((format) => format === named);
  if (log === undefined) problems.push(`DAYHAUL_LOG must be ${LOG_FORMATS.join(' or ')}, not "${named}".`);
  return {
    health: readAddress(environment, 'DAYHAUL_HEALTH', problems),
    metrics: readAddress(environment, 'DAYHAUL_METRICS', problems),
    log: log ?? 'text',
  };
}

/** A port alone is one of this machine's, which no other machine reaches. */
function readAddress(environment: Environment, name: string, problems: string[]): ListenAddress | undefined {
  const text = present(environment, name);
  if (text === undefined) return undefined;
  const [, host = '127.0.0.1', digits] =
    /^(?:([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):)?(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits ?? 0);
  if (port >= 1 && port <= 65_535) return { host, port };
  problems.push(`${name} must be a port such as 9090, or an address such as 0.0.0.0:9090, not "${text}".`);
  return undefined;
}

/** An address as people write it. */
export function formatAddress({ host, port }: ListenAddress): string {
  return `${host}:${port}`;
}
