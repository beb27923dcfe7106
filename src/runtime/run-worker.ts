import type { NativeConnection } from '@temporalio/worker';
import { createBulkExportApi } from '../bulk-export/client';
import { checkLabel } from './check-label';
import { connectWorker } from './connect-worker';
import { createWorker, type AccountWorker } from './create-worker';
import { startHealthServer } from './health-server';
import { installRuntime } from './logging';
import { countRequests } from './metrics';
import type { Settings } from '../settings/settings';

/** The first asks the worker to stop; a second one of the same kind ends the process at once. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGQUIT'] as const;

/** How long Temporal may take to answer before a worker does not count as ready, milliseconds. */
const READY_WITHIN_MS = 2000;

/**
 * Run a worker until a signal stops it; its log goes to `tell`, line by line.
 *
 * @throws TemporalUnreachable, LabelInUse, CannotListen
 */
export async function runWorker(settings: Settings, tell: (line: string) => void): Promise<void> {
  const { account, accountSid, username, password, bulkExportsUrl, fileHosts, quota, s3, telemetry } =
    settings;
  const { connection, address, namespace, runtime } = await connectWorker(
    (temporal) => checkLabel(temporal, account, { accountSid, origin: bulkExportsUrl }),
    () => installRuntime(telemetry, tell),
  );
  const api = createBulkExportApi({
    accountSid,
    username,
    password: password.reveal(),
    baseUrl: bulkExportsUrl,
    fileHosts,
    onRequest: countRequests(runtime.metricMeter),
  });
  const worker = await createWorker({ connection, namespace, account, api, quota, s3 });
  const health =
    telemetry.health &&
    (await startHealthServer(telemetry.health, () => obstacleTo(worker, connection, address)));
  for (const signal of STOP_SIGNALS) process.once(signal, worker.shutdown);
  tell(
    `Worker for account "${account}" (${accountSid}) at ${bulkExportsUrl}, on Temporal ${address}, ` +
      `namespace ${namespace}. Stop it with Ctrl-C; exports go on when it is back.`,
  );
  await worker.run();
  health?.close().closeAllConnections();
  await connection.close();
}

async function obstacleTo(
  worker: AccountWorker,
  connection: NativeConnection,
  address: string,
): Promise<string | undefined> {
  if (!worker.isRunning()) return 'The worker does not ask for work: it is starting, or stopping.';
  try {
    await connection.withDeadline(Date.now() + READY_WITHIN_MS, () =>
      connection.workflowService.getSystemInfo({}),
    );
    return undefined;
  } catch {
    return `Temporal does not answer at ${address}.`;
  }
}
