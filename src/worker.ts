import { createBulkExportApi } from './bulk-export/client';
import { createWorker } from './create-worker';
import { readSettings, SettingsError } from './settings';
import { installWorkerLog } from './worker-log';
import { connectWorker, TemporalUnreachable } from './temporal';

/** The first asks the worker to stop; a second one of the same kind ends the process at once. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGQUIT'] as const;

async function main(): Promise<void> {
  const { account, accountSid, username, password, bulkExportsUrl, fileHosts, quota, s3 } = readSettings(
    process.env,
  );
  if (process.argv.includes('--check-settings')) return;
  const { connection, address, namespace } = await connectWorker(() => {
    installWorkerLog(console.error);
  });
  const api = createBulkExportApi({
    accountSid,
    username,
    password: password.reveal(),
    baseUrl: bulkExportsUrl,
    fileHosts,
  });
  const worker = await createWorker({ connection, namespace, account, api, quota, s3 });
  for (const signal of STOP_SIGNALS) process.once(signal, worker.shutdown);
  console.error(
    `Worker for account "${account}" (${accountSid}) at ${bulkExportsUrl}, on Temporal ${address}, ` +
      `namespace ${namespace}. Stop it with Ctrl-C; exports go on when it is back.`,
  );
  await worker.run();
  await connection.close();
}

main().catch((error: unknown) => {
  const isExpected = error instanceof SettingsError || error instanceof TemporalUnreachable;
  console.error(isExpected ? error.message : error);
  process.exitCode = 1;
});
