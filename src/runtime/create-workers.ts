import { createHash } from 'node:crypto';
import type { MetricMeter } from '@temporalio/common';
import type { ActivityDependencies } from '../activities/dependencies';
import { quotaClient } from '../activities/submission/quota-client';
import { rivalWatch } from '../activities/survey/opening-activity';
import { createBulkExportApi } from '../bulk-export/client';
import type { OnRequest } from '../bulk-export/http/request';
import type { BulkExportApi } from '../bulk-export/port';
import { groupTaskQueueOf, taskQueueOf } from '../contract/ids';
import type { AccountGroup } from '../settings/accounts-file';
import type { Settings } from '../settings/settings';
import { createWorker, dependenciesOf, notifiersOf } from './create-worker';
import { groupCredentials, type Credentials } from './group-credentials';
import { countRequests } from './metrics';
import { serveTaskQueue, type ConnectedOptions, type RunningWorker } from './serve-task-queue';

type SharedOptions = Omit<Settings, 'served'> & ConnectedOptions;

/** Create a client of an account. `onRefused` is called when Twilio refuses its credentials. */
type ClientOf = (credentials: Credentials, onRefused?: () => void) => BulkExportApi;

/** Create the worker of one account, or those of all groups in the accounts file, as one. */
export async function createWorkers({ served, ...shared }: Settings, temporal: ConnectedOptions, meter: MetricMeter) {
  const options = { ...shared, ...temporal };
  const { bulkExportsUrl: baseUrl, fileHosts } = shared;
  const count = countRequests(meter);
  const clientOf: ClientOf = (credentials, onRefused) => {
    const onRequest: OnRequest = (operation, outcome) => {
      count(operation, outcome);
      if (outcome === 'credentialsRefused') onRefused?.();
    };
    return createBulkExportApi({ ...credentials, baseUrl, fileHosts, onRequest });
  };
  if (!('groups' in served)) {
    const { account, accountSid, username, password, quota } = served;
    const api = clientOf({ accountSid, username, password: password.reveal() });
    const worker = await createWorker({ ...options, account, quota, api });
    const watched = [{ taskQueue: taskQueueOf(account), accounts: [account] }];
    return { worker, watched, title: `Worker for account "${account}" (${accountSid})` };
  }
  const { path, groups } = served;
  const workers = await Promise.all(groups.map((group) => createGroupWorker(path, group, options, clientOf)));
  const watched = groups.map(({ name, accounts }) => ({
    taskQueue: groupTaskQueueOf(name),
    accounts: accounts.map(({ label }) => label),
  }));
  const titles = groups.map(({ name, accounts }) => `group "${name}" (accounts: ${accounts.length})`);
  return { worker: together(workers), watched, title: `Worker for ${titles.join(', ')} of ${path}` };
}

/** Create a worker for all accounts of a group. What an account needs is made at its first activity, and anew after a refusal. */
function createGroupWorker(path: string, group: AccountGroup, options: SharedOptions, clientOf: ClientOf) {
  const { name, quotaDays } = group;
  const credentialsOf = groupCredentials(path, group, options.apiUrl);
  const taskQueue = groupTaskQueueOf(name);
  const serves = servedBy(group, options.bulkExportsUrl);
  const notifyOf = notifiersOf(options);
  const quota = quotaClient({ group: name, days: quotaDays });
  const shared = { ...options, quota, rivals: rivalWatch(taskQueue, serves), notifyOf };
  const made = new Map<string, Promise<ActivityDependencies>>();
  const forAccount = (label: string) => {
    const known = made.get(label);
    if (known) return known;
    const forget = () => {
      if (made.get(label) === making) made.delete(label);
    };
    const making = credentialsOf(label).then((credentials) => dependenciesOf(label, clientOf(credentials, forget), shared));
    made.set(label, making);
    making.catch(forget);
    return making;
  };
  return serveTaskQueue(options, { taskQueue, serves, forAccount, notifyOf });
}

/** Workers whose files name other accounts for a group are rivals: this digest tells them apart. It has no secrets. */
function servedBy({ name, quotaDays, accounts, subaccountsOf }: AccountGroup, origin: string) {
  const facts = JSON.stringify([name, quotaDays, accounts.map(({ label, sid }) => [label, sid]).sort(), subaccountsOf]);
  const accountSid = `file:${createHash('sha256').update(facts).digest('hex').slice(0, 12)}`;
  return { accountSid, origin, group: name };
}

/** Several workers that start and stop together. */
function together(workers: readonly RunningWorker[]): RunningWorker {
  const shutdown = () => workers.forEach((worker) => worker.shutdown());
  return {
    run: async () => {
      await Promise.all(workers.map((worker) => worker.run().finally(shutdown)));
    },
    isRunning: () => workers.every((worker) => worker.isRunning()),
    shutdown,
  };
}
