import { Client } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { SIMULATED_ACCOUNT } from '../../../simulator/accounts/account';
import { rivalWatch } from '../../../src/activities/survey/rival-watch';
import { taskQueueOf } from '../../../src/contract/ids';
import { pollersOf } from '../../../src/client/pollers';
import { eventually, newAccount, useExportBench } from '../../support/export-bench';
import { temporalTest as test } from '../../support/temporal-test';

const bench = useExportBench();
const OWN: Record<'accountSid' | 'origin', string> = {
  accountSid: SIMULATED_ACCOUNT.accountSid,
  origin: 'http://127.0.0.1:1',
};

test('a worker is a rival when it has another account or API, as far as Temporal answers', async () => {
  const { client, startWorker } = bench();
  const label = newAccount();
  await startWorker(label, OWN);
  await eventually(
    () => pollersOf(client, taskQueueOf(label)),
    ({ length }) => length > 0,
  );
  const rivals = (own: typeof OWN, through = client) =>
    new MockActivityEnvironment({}, { client: through }).run(rivalWatch(label, own));
  expect(await rivals(OWN)).toEqual([]);
  expect(await rivals({ ...OWN, accountSid: 'AC2' })).toMatchObject([{ serves: OWN }]);
  expect(await rivals({ ...OWN, origin: 'http://127.0.0.1:2' })).toMatchObject([{ serves: OWN }]);
  const elsewhere = new Client({ connection: client.connection, namespace: 'missing' });
  expect(await rivals({ ...OWN, accountSid: 'AC2' }, elsewhere)).toEqual([]);
});
