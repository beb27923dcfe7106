import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { createActivities } from './activities';
import { createBulkExportApi } from './bulk-export/client';
import { taskQueueOf } from './names';
import { readSettings, SettingsError } from './settings';
import { connectWorker, TemporalUnreachable } from './temporal';

/** A stopping worker lets running attempts end for the grace time, then cancels them, and is gone after the force time. */
const SHUTDOWN = { shutdownGraceTime: '5 seconds', shutdownForceTime: '15 seconds' } as const;

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const { connection, address, namespace } = await connectWorker();
  const { account, accountSid, username, bulkExportsUrl } = settings;
  const api = createBulkExportApi({
    accountSid,
    username,
    password: settings.password.reveal(),
    baseUrl: bulkExportsUrl,
  });
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: taskQueueOf(account),
    workflowBundle: { codePath: join(__dirname, 'workflow-bundle.js') },
    activities: createActivities(api),
    ...SHUTDOWN,
  });
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
