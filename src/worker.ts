import type { NativeConnection } from '@temporalio/worker';
import { createBulkExportApi } from './bulk-export/client';
import { TemporalUnreachable } from './client/connection';
import { connectWorker } from './runtime/connect-worker';
import { createWorker, type AccountWorker } from './runtime/create-worker';
import { CannotListen, startHealthServer } from './runtime/health-server';
import { installRuntime } from './runtime/logging';
import { countRequests } from './runtime/metrics';
import { readSettings, SettingsError } from './settings/settings';

/** The first asks the worker to stop; a second one of the same kind ends the process at once. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGQUIT'] as const;

/** How long Temporal may take to answer before a worker does not count as ready, milliseconds. */
const READY_WITHIN_MS = 2000;

const EXPECTED = [SettingsError, TemporalUnreachable, CannotListen];

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  if (process.argv.includes('--check-settings')) return;
  const { account, accountSid, username, password, bulkExportsUrl, fileHosts, quota, s3, telemetry } =
    settings;
  const { connection, address, namespace, runtime } = await connectWorker(() =>
    installRuntime(telemetry, console.error),
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
  console.error(
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

main().catch((error: unknown) => {
  const isExpected = EXPECTED.some((expected) => error instanceof expected);
  console.error(isExpected ? (error as Error).message : error);
  process.exit(1);
});
