import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { proxyFor, ProxyError, type Proxy } from '../network/proxy';
import { tlsAdvice } from '../network/tls-advice';
import { operatorIdentity } from './operator';
import { ownCommand } from './own-command';
import { UNKNOWN_AS_NULL } from './unknown-payloads';

const DEFAULT_ADDRESS = 'localhost:7233';

/** After this time without a connection, the server counts as unreachable, milliseconds. */
const CONNECT_TIMEOUT_MS = 5000;

/** Temporal is not reachable. The message has the address, the cause and what to do. */
export class TemporalUnreachable extends Error {
  override readonly name = 'TemporalUnreachable';

  constructor(address: string, cause: unknown) {
    const reason = (cause instanceof Error ? cause.message.split('\n')[0] : String(cause)) ?? '';
    const advice = tlsAdvice(reason) ?? `${where()} Or start Temporal: ${ownCommand('up')}`;
    super(`Temporal is not reachable at ${address} (${reason}). ${advice}`);
  }
}

/** What to check of the address: only what was set can be wrong. */
function where(): string {
  return process.env['TEMPORAL_ADDRESS'] === undefined
    ? 'If Temporal runs elsewhere, set TEMPORAL_ADDRESS.'
    : 'Check TEMPORAL_ADDRESS.';
}

export interface TemporalClient {
  readonly client: Client;
  readonly address: string;
  readonly namespace: string;
  close(): Promise<void>;
}

/**
 * Connect to Temporal with the settings of the environment or the configuration file (Temporal's envconfig).
 *
 * @throws TemporalUnreachable after at most 5 seconds
 */
export async function connectClient(): Promise<TemporalClient> {
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const address = connectionOptions.address ?? DEFAULT_ADDRESS;
  try {
    const connection = await Connection.connect({
      ...connectionOptions,
      connectTimeout: CONNECT_TIMEOUT_MS,
      channelArgs: throughProxy(temporalProxy(address)),
    });
    return {
      client: new Client({
        connection,
        namespace,
        identity: operatorIdentity(),
        dataConverter: { payloadCodecs: [UNKNOWN_AS_NULL] },
      }),
      address,
      namespace,
      close: () => connection.close(),
    };
  } catch (error) {
    throw new TemporalUnreachable(address, error);
  }
}

/**
 * The proxy to a server of Temporal, by the same variables as to Twilio.
 *
 * @throws ProxyError when it needs TLS, which Temporal's SDK does not support
 */
export function temporalProxy(address = DEFAULT_ADDRESS): Proxy | undefined {
  const url = `https://${address}`;
  const proxy = URL.canParse(url) ? proxyFor(url) : undefined;
  if (proxy?.protocol === 'https') throw new ProxyError('HTTPS_PROXY, which Temporal can use with http:// only,');
  return proxy;
}

/** The gRPC library of Node takes its proxy from these variables only. */
function throughProxy(proxy: Proxy | undefined): Record<string, number> {
  if (!proxy) return { 'grpc.enable_http_proxy': 0 };
  const { host, port, auth } = proxy;
  const credentials = auth ? `${encodeURIComponent(auth.username)}:${encodeURIComponent(auth.password)}@` : '';
  process.env['grpc_proxy'] = `http://${credentials}${host.includes(':') ? `[${host}]` : host}:${port}`;
  process.env['no_grpc_proxy'] = 'none.invalid';
  return {};
}

/** Run `use` with a connection to Temporal and close the connection afterwards. */
export async function withTemporal<T>(use: (temporal: TemporalClient) => Promise<T>): Promise<T> {
  const temporal = await connectClient();
  try {
    return await use(temporal);
  } finally {
    await temporal.close();
  }
}
