import { Client, Connection } from '@temporalio/client';
import { proxyFor, ProxyError, type Proxy } from '../network/proxy';
import { tcpFailure } from '../network/tcp-failure';
import { tlsAdvice } from '../network/tls-advice';
import { readConnectionSettings } from './connection-settings';
import { grpcErrorIn } from './failures/grpc-error';
import { operatorIdentity } from './operator';
import { ownCommand } from './own-command';
import { UNKNOWN_AS_NULL } from './unknown-payloads';

/** After this time without a connection, the server counts as unreachable, milliseconds. */
const CONNECT_TIMEOUT_MS = 5000;

/** The message of grpc-js, whatever the cause. */
const NO_ANSWER = 'Failed to connect before the deadline';

const TLS_ADVICE =
  'The connection uses TLS. Check the certificates (TEMPORAL_TLS_*), or set TEMPORAL_TLS=false if the server does not use TLS.';
const NO_TLS_ADVICE =
  'The connection does not use TLS. Check that the port is that of Temporal, not of its UI, or set TEMPORAL_TLS=true if the server uses TLS.';

/** Temporal is not reachable. The message has the address, the cause and what to do. */
export class TemporalUnreachable extends Error {
  override readonly name = 'TemporalUnreachable';

  constructor(address: string, reason: string, usesTls: boolean) {
    const isSilent = reason === NO_ANSWER;
    const cause = isSilent ? `no answer within ${CONNECT_TIMEOUT_MS / 1000} s` : reason;
    super(
      `Temporal is not reachable at ${address} (${cause}). ` +
        (isSilent ? (usesTls ? TLS_ADVICE : NO_TLS_ADVICE) : (tlsAdvice(reason) ?? addressAdvice())),
    );
  }
}

/** Only what was set can be wrong. */
function addressAdvice(): string {
  const isSet = process.env['TEMPORAL_ADDRESS'] !== undefined;
  const check = isSet ? 'Check TEMPORAL_ADDRESS.' : 'If Temporal runs elsewhere, set TEMPORAL_ADDRESS.';
  return `${check} Or start Temporal: ${ownCommand('up')}`;
}

export interface TemporalClient {
  readonly client: Client;
  readonly address: string;
  readonly namespace: string;
  close(): Promise<void>;
}

/**
 * Connect to Temporal.
 * @throws TemporalUnreachable after about 5 seconds, or at once when the connection is refused unless `isPatient`
 */
export async function connectClient({ isPatient = false } = {}): Promise<TemporalClient> {
  const { address, namespace, connectionOptions } = readConnectionSettings();
  try {
    const proxy = temporalProxy(address);
    const failure = isPatient || proxy ? undefined : await failureAt(address);
    if (failure !== undefined) throw new Error(failure);
    const connection = await Connection.connect({
      ...connectionOptions,
      connectTimeout: CONNECT_TIMEOUT_MS,
      channelArgs: throughProxy(proxy),
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
    if (grpcErrorIn(error)) throw error;
    const reason = (error instanceof Error ? error.message.split('\n')[0] : String(error)) ?? '';
    const cause = isPatient && reason === NO_ANSWER ? ((await failureAt(address)) ?? reason) : reason;
    throw new TemporalUnreachable(address, cause, Boolean(connectionOptions.tls));
  }
}

/** Why the port of an address accepts no connection; undefined when it does, or when the address has another form. */
async function failureAt(address: string): Promise<string | undefined> {
  if (address.includes('/') || !URL.canParse(`tcp://${address}`)) return undefined;
  const { hostname, port } = new URL(`tcp://${address}`);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return tcpFailure(host, Number(port) || 7233, CONNECT_TIMEOUT_MS);
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
export async function withTemporal<T>(
  use: (temporal: TemporalClient) => Promise<T>,
  options?: Parameters<typeof connectClient>[0],
): Promise<T> {
  const temporal = await connectClient(options);
  try {
    return await use(temporal);
  } finally {
    await temporal.close();
  }
}
