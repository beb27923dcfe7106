import { Client } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { isGone, quotaClient } from '../../../src/activities/submission/quota-client';
import { march } from '../../domain/support/march';
import { request } from '../../domain/support/quotas';
import { newAccount, useExportBench } from '../../support/export-bench';
import { temporalTest as test } from '../../support/temporal-test';

const bench = useExportBench();

/** An activity of a worker with this client. */
function environment(client: Client = bench().client): MockActivityEnvironment {
  return new MockActivityEnvironment({}, { client, logger: new DefaultLogger('ERROR') });
}

function reserve(group: string) {
  return quotaClient({ group, days: 366 }).call({ call: 'reserve', request: request('a', '1..5') });
}

test('a reservation starts the workflow of the quota, and a repeated one is granted the same days', async () => {
  const account = newAccount();
  await bench().startWorker(account, { origin: 'http://127.0.0.1:1' });
  const granted = { kind: 'granted', chunks: [{ reservationNumber: 1, range: march('1..5') }] };
  expect(await environment().run(() => reserve(account))).toMatchObject(granted);
  expect(await environment().run(() => reserve(account))).toMatchObject(granted);
});

test('a quota that does not answer is tried again after a second', async () => {
  const { connection } = bench().client;
  const elsewhere = new Client({ connection, namespace: 'missing' });
  await expect(environment(elsewhere).run(() => reserve('g'))).rejects.toMatchObject({
    type: 'QuotaAway',
    nonRetryable: false,
    nextRetryDelay: 1000,
    message: expect.stringContaining('day-quota-g') as string,
  });
});

test('a cancelled activity does not wait for the quota', async () => {
  const running = environment();
  const call = running.run(() => reserve(newAccount()));
  setTimeout(() => {
    running.cancel('CANCELLED');
  }, 100);
  await expect(call).rejects.toBeInstanceOf(CancelledFailure);
});

test('a workflow is gone when it has ended or is not known', async () => {
  const workflowId = newAccount();
  const asked = () => environment().run(() => isGone(workflowId));
  expect(await asked()).toBe(true);
  const handle = await bench().client.workflow.start('any', { workflowId, taskQueue: workflowId });
  expect(await asked()).toBe(false);
  await handle.terminate();
  expect(await asked()).toBe(true);
});

test('a Temporal that does not answer says nothing of a workflow', async () => {
  const { connection } = bench().client;
  const elsewhere = new Client({ connection, namespace: 'missing' });
  await expect(environment(elsewhere).run(() => isGone('any'))).rejects.toThrow();
});
