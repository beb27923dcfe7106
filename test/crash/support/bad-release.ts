import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection } from '@temporalio/worker';
import { SIMULATED_ACCOUNT } from '../../../simulator/accounts/account';
import { createBulkExportApi } from '../../../src/bulk-export/client';
import { createWorker } from '../../../src/runtime/create-worker';
import { eventually } from '../../support/export-bench';
import { ALTERED_MS } from './alterations';

/** Bundle workflows that no other release can replay. */
export async function bundleBadRelease(bundlePath: string): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(__dirname, '../../../lib/workflows/index.js'),
    workflowInterceptorModules: [join(__dirname, 'reordered.ts')],
    logger: new DefaultLogger('WARN'),
  });
  await writeFile(bundlePath, code);
}

/**
 * Wait until the run of a workflow that is current has what no other release replays. It may not be about to be continued as new,
 * where all would be well again.
 */
export async function untilSpoiled(address: string, workflowId: string, isEarly: (length: number) => boolean): Promise<void> {
  const connection = await Connection.connect({ address });
  const workflow = new Client({ connection }).workflow.getHandle(workflowId);
  const readWaits = async () => {
    const { events } = await workflow.fetchHistory();
    return (events ?? []).map((event) => event.timerStartedEventAttributes?.startToFireTimeout?.nanos);
  };
  const isSpoiled = (waits: Awaited<ReturnType<typeof readWaits>>) => isEarly(waits.length) && waits.includes(ALTERED_MS * 1e6);
  await eventually(readWaits, isSpoiled).finally(() => connection.close());
}

/** Let a worker of the bad release work until something is so, then stop it as an upgrade does. */
export async function workBadly(
  place: {
    readonly address: string;
    readonly account: string;
    readonly origin: string;
    readonly bundlePath: string;
    readonly quotaDays?: number | undefined;
  },
  until: () => Promise<unknown>,
): Promise<void> {
  const { address, account, origin, bundlePath, quotaDays = 'none' } = place;
  const { accountSid, authToken } = SIMULATED_ACCOUNT;
  const connection = await NativeConnection.connect({ address });
  const worker = await createWorker({
    connection,
    namespace: 'default',
    account,
    api: createBulkExportApi({ accountSid, username: accountSid, password: authToken, baseUrl: origin, fileHosts: ['127.0.0.1'] }),
    quota: { group: account, days: quotaDays, reserve: 0 },
    bundlePath,
  });
  const running = worker.run();
  try {
    await until();
  } finally {
    worker.shutdown();
    await running;
    await connection.close();
  }
}
