import type { MetricMeter } from '@temporalio/common';
import { createBulkExportApi } from '../bulk-export/client';
import type { OnRequest } from '../bulk-export/http/request';
import { groupTaskQueueOf, taskQueueOf } from '../contract/ids';
import type { Settings } from '../settings/settings';
import { listSubaccounts } from '../twilio-api/list-subaccounts';
import { createGroupWorker } from './create-group-worker';
import { createWorker } from './create-worker';
import { groupCredentials, type Credentials } from './group-credentials';
import { countRequests } from './metrics';
import type { ConnectedOptions, RunningWorker } from './serve-task-queue';

/** Create the worker of one account, or those of all groups in the accounts file, as one. */
export async function createWorkers({ served, ...shared }: Settings, temporal: ConnectedOptions, meter: MetricMeter) {
  const options = { ...shared, ...temporal };
  const { bulkExportsUrl: baseUrl, fileHosts } = shared;
  const count = countRequests(meter);
  const clientOf = (credentials: Credentials, onRequest: OnRequest = count) =>
    createBulkExportApi({ ...credentials, baseUrl, fileHosts, onRequest });
  if (!('groups' in served)) {
    const { account, accountSid, username, password, quota } = served;
    const api = clientOf({ accountSid, username, password: password.reveal() });
    const worker = await createWorker({ ...options, account, quota, api });
    const watched = [{ taskQueue: taskQueueOf(account), accounts: [account] }];
    return { worker, watched, title: `Worker for account "${account}" (${accountSid})` };
  }
  const { path, groups } = served;
  const createApi = (credentials: Credentials, onRefused: () => void) =>
    clientOf(credentials, (operation, outcome) => {
      count(operation, outcome);
      if (outcome === 'credentialsRefused') onRefused();
    });
  const workers = groups.map((group) => {
    const credentials = groupCredentials(path, group, process.env, (parent) =>
      listSubaccounts({ ...parent, baseUrl: shared.apiUrl }),
    );
    return createGroupWorker({ ...options, group, credentials, createApi, origin: baseUrl });
  });
  const watched = groups.map(({ name }) => ({ taskQueue: groupTaskQueueOf(name), accounts: [] }));
  const titles = groups.map(({ name, accounts }) => `group "${name}" (${accounts.length} accounts)`);
  return { worker: together(await Promise.all(workers)), watched, title: `Worker for ${titles.join(', ')} of ${path}` };
}

/** Several workers that start and stop together. */
function together(workers: readonly RunningWorker[]): RunningWorker {
  const shutdown = () => {
    for (const worker of workers) worker.shutdown();
  };
  return {
    run: async () => {
      await Promise.all(workers.map((worker) => worker.run().finally(shutdown)));
    },
    isRunning: () => workers.every((worker) => worker.isRunning()),
    shutdown,
  };
}
