import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection } from '@temporalio/worker';
import { connectClient } from '../client/connection';

/**
 * The same for a worker. `onReachable` runs before anything native starts: what is native keeps a process alive.
 *
 * @throws TemporalUnreachable within seconds
 */
export async function connectWorker<Runtime>(onReachable: () => Runtime): Promise<{
  readonly runtime: Runtime;
  readonly connection: NativeConnection;
  readonly address: string;
  readonly namespace: string;
}> {
  const probe = await connectClient();
  await probe.close();
  const runtime = onReachable();
  const { connectionOptions } = loadClientConnectConfig();
  const connection = await NativeConnection.connect(connectionOptions);
  return { runtime, connection, address: probe.address, namespace: probe.namespace };
}
