import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection } from '@temporalio/worker';
import { connectClient, type TemporalClient } from '../client/connection';

/**
 * Connect a worker to the Temporal that the environment names. `check` sees it first, and `onReachable` runs before
 * anything native starts: what is native keeps a process alive.
 *
 * @throws TemporalUnreachable within seconds, and what `check` throws
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
