import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import type { Proxy } from '../network/proxy';
import { temporalProxy, withTemporal, type TemporalClient } from '../client/connection';
import { readConnectionSettings } from '../client/connection-settings';
import { TemporalUnreachable } from '../client/temporal-unreachable';

/**
 * Connect a worker to Temporal, after `check`. The native connection, made after `onReachable`, keeps the process alive.
 * @throws TemporalUnreachable after about 5 seconds, CommandError, and the errors of `check`
 */
export async function connectWorker<Runtime>(check: (temporal: TemporalClient) => Promise<void>, onReachable: () => Runtime) {
  await withTemporal(check, { isPatient: true });
  const runtime = onReachable();
  const { address, namespace, connectionOptions } = readConnectionSettings();
  const options = { ...connectionOptions, ...nativeProxy(temporalProxy(address)) };
  const connection = await NativeConnection.connect(options).catch((error: unknown) => {
    throw new TemporalUnreachable(address, (error as Error).message);
  });
  return { runtime, connection, address, namespace };
}

function nativeProxy(proxy: Proxy | undefined): Pick<NativeConnectionOptions, 'proxy'> {
  if (!proxy) return {};
  const { host, port, auth } = proxy;
  const targetHost = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return { proxy: { type: 'http-connect', targetHost, ...(auth && { basicAuth: auth }) } };
}
