import { present, type Environment } from './environment';

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

export type TelemetrySettings = Readonly<ReturnType<typeof readTelemetrySettings>>;

const LOG_FORMATS = ['text', 'json'] as const;

/** Read the settings of health, metrics and log. Adds a sentence to `problems` for each invalid one. */
export function readTelemetrySettings(environment: Environment, problems: string[]) {
  const named = present(environment, 'DAYHAUL_LOG') ?? 'text';
  const log = LOG_FORMATS.find((format) => format === named);
  if (log === undefined) problems.push(`DAYHAUL_LOG must be ${LOG_FORMATS.join(' or ')}, not "${named}".`);
  const metrics = readAddress(environment, 'DAYHAUL_METRICS', problems);
  const collector = readCollector(environment, problems);
  if (metrics && collector) problems.push('Set DAYHAUL_METRICS or DAYHAUL_METRICS_OTLP, not both.');
  return { health: readAddress(environment, 'DAYHAUL_HEALTH', problems), metrics, collector, log: log ?? 'text' };
}

/** The address may contain a password: it is not printed. */
function readCollector(environment: Environment, problems: string[]): URL | undefined {
  const text = present(environment, 'DAYHAUL_METRICS_OTLP');
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username + url.password === '') return url;
  const forms = 'http://localhost:4317 (gRPC) or https://example.com/v1/metrics (HTTP)';
  const advice = 'Set OTEL_EXPORTER_OTLP_HEADERS for those.';
  problems.push(`DAYHAUL_METRICS_OTLP must be a URL such as ${forms}, without credentials. ${advice}`);
  return undefined;
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

export function formatAddress({ host, port }: ListenAddress): string {
  return `${host}:${port}`;
}
