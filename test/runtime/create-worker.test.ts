import { join } from 'node:path';
import { NativeConnection } from '@temporalio/worker';
import { createWorker } from '../../src/runtime/create-worker';
import { pollersOf } from '../../src/client/pollers';
import { quotaTaskQueueOf, taskQueueOf } from '../../src/contract/ids';
import { apiOf } from '../archive/support/deliveries';
import { eventually, newAccount, useExportBench } from '../support/export-bench';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

const bench = useExportBench();

test('a worker serves its exports and their quota as its account, until it is stopped', () =>
  withSimulator(async (simulator) => {
    const { client, temporal } = bench();
    const { namespace } = temporal;
    const account = newAccount();
    const api = apiOf(simulator);
    const connection = await NativeConnection.connect({ address: temporal.address });
    const worker = await createWorker({
      connection,
      namespace,
      account,
      api,
      quota: { group: `${account}-group`, days: 366 },
      bundlePath: join(__dirname, '../../lib/workflow-bundle.js'),
    });
    expect(worker.isRunning()).toBe(false);
    const running = worker.run();
    expect(worker.isRunning()).toBe(true);
    for (const queue of [taskQueueOf(account), quotaTaskQueueOf(`${account}-group`)]) {
      const [poller] = await eventually(
        () => pollersOf(client, queue),
        ({ length }) => length > 0,
      );
      const serves = { accountSid: api.accountSid, origin: simulator.origin, group: `${account}-group` };
      expect(poller?.serves).toEqual(serves);
    }
    worker.shutdown();
    worker.shutdown();
    await running;
    expect(worker.isRunning()).toBe(false);
    await connection.close();
  }));
