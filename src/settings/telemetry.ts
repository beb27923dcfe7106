import { present, type Environment } from './environment';

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** How a worker reports its health, metrics and log. */
export interface TelemetrySettings {
  readonly health?: ListenAddress | undefined;
  /** The address of `/metrics`, for Prometheus. */
  readonly metrics?: ListenAddress | undefined;
  readonly log: LogFormat;
}

const LOG_FORMATS = ['text', 'json'] as const;
type LogFormat = (typeof LOG_FORMATS)[number];

/** Read the settings of health, metrics and log. Adds a sentence to `problems` for each invalid one. */
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

/** A port without a host listens on the loopback interface only. */
function readAddress(environment: Environment, name: string, problems: string[]): ListenAddress | undefined {
  const text = present(environment, name);
  if (text === undefined) return undefined;
  const [, host = '127.0.0.1', digits] = /^(?:([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):)?(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits ?? 0);
  if (port >= 1 && port <= 65_535) return { host, port };
  problems.push(`${name} must be a port such as 9090 or an address such as 0.0.0.0:9090, not "${text}".`);
  return undefined;
}

/** An address, written as `host:port`. */
export function formatAddress({ host, port }: ListenAddress): string {
  return `${host}:${port}`;
}
