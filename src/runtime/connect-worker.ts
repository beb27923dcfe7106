import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection } from '@temporalio/worker';
import { connectClient, type TemporalClient } from '../client/connection';

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
  const connection = await NativeConnection.connect(connectionOptions);
  return { runtime, connection, address: probe.address, namespace: probe.namespace };
}
