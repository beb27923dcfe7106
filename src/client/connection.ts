import { isIP } from 'node:net';
import { Connection, type Client } from '@temporalio/client';
import type { TLSConfig } from '@temporalio/common/lib/internal-non-workflow';
import { hostname, userInfo } from 'node:os';
import { proxyFor, ProxyError, type Proxy } from '../network/proxy';
import { tcpFailure, tlsFailure } from '../network/connection-failure';
import { readConnectionSettings } from './connection-settings';
import { createClient } from './encryption';
import { grpcErrorIn } from './failures/grpc-error';
import { TemporalUnreachable } from './temporal-unreachable';

const CONNECT_TIMEOUT_MS = 5000; // after this time without a connection, the server counts as unreachable, milliseconds

const NO_ANSWER = 'Failed to connect before the deadline'; // the message of grpc-js, whatever the cause

const TLS_REMEDY = 'Check the address and the certificates (TEMPORAL_TLS_*).';
const NO_TLS_REMEDY =
  'The connection does not use TLS. Check that the port is that of Temporal, not of its UI, or set TEMPORAL_TLS=true if the server uses TLS.';

export interface TemporalClient {
  readonly client: Client;
  readonly address: string;
  readonly namespace: string;
  close(): Promise<void>;
}

/** Connect to Temporal. @throws TemporalUnreachable after about 5 seconds, or at once when refused unless `isPatient` */
export async function connectClient({ isPatient = false } = {}): Promise<TemporalClient> {
  const { address, namespace, connectionOptions } = readConnectionSettings();
  const { tls } = connectionOptions;
  const proxy = temporalProxy(address);
  // Node's gRPC library names an IP address in TLS, of which Node warns.
  if (tls && isIP(portOf(address)?.host ?? '')) process.noDeprecation = true;
  try {
    const failure = isPatient || proxy ? undefined : await failureAt(address);
    if (failure !== undefined) throw new Error(failure);
    const channelArgs = throughProxy(proxy);
    const connection = await Connection.connect({ ...connectionOptions, connectTimeout: CONNECT_TIMEOUT_MS, channelArgs });
    const client = createClient({ connection, namespace, identity: `${userName()}@${hostname()}` });
    return { client, address, namespace, close: () => connection.close() };
  } catch (error) {
    if (grpcErrorIn(error)) throw error;
    const reason = (error instanceof Error ? error.message.split('\n')[0] : String(error)) ?? '';
    if (reason !== NO_ANSWER) throw new TemporalUnreachable(address, reason);
    const failure = proxy ? undefined : await failureAt(address, tls);
    if (failure !== undefined) throw new TemporalUnreachable(address, failure);
    throw new TemporalUnreachable(address, `no answer within ${CONNECT_TIMEOUT_MS / 1000} s`, tls ? TLS_REMEDY : NO_TLS_REMEDY);
  }
}

/** Why an address accepts no connection; undefined when it does, or when it has another form. */
async function failureAt(address: string, tls?: TLSConfig | false): Promise<string | undefined> {
  const target = portOf(address);
  if (!target) return undefined;
  const failure = await tcpFailure(target.host, target.port, CONNECT_TIMEOUT_MS);
  if (failure !== undefined || !tls) return failure;
  const { serverNameOverride: servername, serverRootCACertificate: ca, clientCertPair: { crt: cert, key } = {} } = tls;
  const given = Object.entries({ servername, ca, cert, key }).filter(([, value]) => value !== undefined);
  return tlsFailure({ ...target, ...Object.fromEntries(given) }, CONNECT_TIMEOUT_MS);
}

function portOf(address: string) {
  if (address.includes('/') || !URL.canParse(`tcp://${address}`)) return undefined;
  const { hostname, port } = new URL(`tcp://${address}`);
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) || 7233 };
}

/** The proxy to a Temporal server, as to Twilio. @throws ProxyError when it needs TLS, which Temporal's SDK does not support */
export function temporalProxy(address: string): Proxy | undefined {
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
export async function withTemporal<T>(use: (temporal: TemporalClient) => Promise<T>, options?: { isPatient: boolean }): Promise<T> {
  const temporal = await connectClient(options);
  try {
    return await use(temporal);
  } finally {
    await temporal.close();
  }
}

/** The operator of this process, whom Temporal and the page of an export name with the machine: `ana@laptop`. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown'; // a container may run as a user without a name
  }
}
