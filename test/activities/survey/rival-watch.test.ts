import { Client } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { SIMULATED_ACCOUNT } from '../../../simulator/accounts/account';
import { rivalWatch } from '../../../src/activities/survey/opening-activity';
import { pollersOf } from '../../../src/client/pollers';
import { taskQueueOf } from '../../../src/contract/ids';
import type { ServedAccount } from '../../../src/contract/worker-identity';
import { eventually, newAccount, useExportBench } from '../../support/export-bench';
import { temporalTest as test } from '../../support/temporal-test';

const bench = useExportBench();
const API = { accountSid: SIMULATED_ACCOUNT.accountSid, origin: 'http://127.0.0.1:1' };

test('a worker is a rival when it has another account or API, as far as Temporal answers', async () => {
  const { client, startWorker } = bench();
  const label = newAccount();
  const own: ServedAccount = { ...API, group: label };
  await startWorker(label, API);
  await eventually(
    () => pollersOf(client, taskQueueOf(label)),
    ({ length }) => length > 0,
  );
  const rivals = (asker: ServedAccount, through = client) =>
    new MockActivityEnvironment({}, { client: through }).run(rivalWatch(taskQueueOf(label), asker));
  expect(await rivals(own)).toEqual([]);
  expect(await rivals({ ...own, accountSid: 'AC2' })).toMatchObject([{ serves: own }]);
  expect(await rivals({ ...own, origin: 'http://127.0.0.1:2' })).toMatchObject([{ serves: own }]);
  expect(await rivals({ ...own, group: 'another' })).toMatchObject([{ serves: own }]);
  const elsewhere = new Client({ connection: client.connection, namespace: 'missing' });
  expect(await rivals({ ...own, accountSid: 'AC2' }, elsewhere)).toEqual([]);
});
