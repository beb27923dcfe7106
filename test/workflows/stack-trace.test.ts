import { Client, Connection, WorkflowFailedError } from '@temporalio/client';
import { taskQueueOf } from '../../src/contract/ids';
import { startTemporal } from '../../tools/temporal-server/start-temporal';
import { newAccount } from '../support/export-bench';
import { start, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';

test('the stack trace of a failed workflow names file and line, though its code is minified', async () => {
  const temporal = await startTemporal();
  const connection = await Connection.connect({ address: temporal.address });
  const account = newAccount();
  const settings = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: account };
  const worker = await start('worker', [], { ...settings, ...workerSettings('http://127.0.0.1:1') });
  try {
    const failure: unknown = await new Client({ connection }).workflow
      .execute('exportDayRange', {
        taskQueue: taskQueueOf(account),
        workflowId: account,
        args: [{ account, resourceType: 'Faxes' }],
      })
      .catch((error: unknown) => error);
    const stack = failure instanceof WorkflowFailedError ? failure.cause?.stack : undefined;
    expect(stack).toMatch(/at refuseIf \(.*src\/workflows\/refuse-if\.ts:\d+:\d+\)\n +at openExport \(.*open-export\.ts:\d+/);
  } finally {
    await worker.stop();
    await connection.close();
    await temporal.stop();
  }
});
