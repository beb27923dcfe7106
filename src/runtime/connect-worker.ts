import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import type { Proxy } from '../network/proxy';
import { connectClient, temporalProxy, type TemporalClient } from '../client/connection';

/**
 * Connect a worker to Temporal with the settings of the environment. `check` runs first. `onReachable` runs before the native
 * connection, which keeps the process alive.
 *
 * @throws TemporalUnreachable after at most 5 seconds, and the errors of `check`
 */
export async function connectWorker<Runtime>(
  check: (temporal: TemporalClient) => Promise<void>,
  onReachable: () => Runtime,
): Promise<{
  readonly runtime: Runtime;
  readonly connection: NativeConnection;
  readonly address: string;
  readonly namespace: string;
}> {
  const probe = await connectClient();
  try {
    await check(probe);
  } finally {
    await probe.close();
  }
  const runtime = onReachable();
  const { connectionOptions } = loadClientConnectConfig();
  const connection = await NativeConnection.connect({
    ...connectionOptions,
    ...nativeProxy(temporalProxy(connectionOptions.address)),
  });
  return { runtime, connection, address: probe.address, namespace: probe.namespace };
}

function nativeProxy(proxy: Proxy | undefined): Pick<NativeConnectionOptions, 'proxy'> {
  if (!proxy) return {};
  const { host, port, auth } = proxy;
  const targetHost = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return { proxy: { type: 'http-connect', targetHost, ...(auth && { basicAuth: auth }) } };
}
