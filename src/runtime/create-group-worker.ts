import { createHash } from 'node:crypto';
import type { ActivityDependencies } from '../activities/dependencies';
import { quotaClient } from '../activities/submission/quota-client';
import { rivalWatch } from '../activities/survey/opening-activity';
import type { BulkExportApi } from '../bulk-export/port';
import { fingerprint } from '../client/pollers';
import { groupTaskQueueOf } from '../contract/ids';
import type { ServedAccount } from '../contract/worker-identity';
import type { AccountGroup } from '../settings/accounts-file';
import { dependenciesOf, type SharedSettings } from './create-worker';
import type { Credentials, GroupCredentials } from './group-credentials';
import { serveTaskQueue, type ConnectedOptions, type RunningWorker } from './serve-task-queue';

export interface GroupWorkerOptions extends ConnectedOptions, SharedSettings {
  readonly group: AccountGroup;
  readonly credentials: GroupCredentials;
  /** A client of an account; `onRefused` is called when Twilio refuses its credentials. */
  readonly createApi: (account: Credentials, onRefused: () => void) => BulkExportApi;
  /** Scheme, host and port of the API. */
  readonly origin: string;
}

/** Create a worker for all accounts of a group. What an account needs is made at its first activity, and anew after a refusal. */
export function createGroupWorker(options: GroupWorkerOptions): Promise<RunningWorker> {
  const { group, credentials, createApi } = options;
  const taskQueue = groupTaskQueueOf(group.name);
  const serves = servedBy(options);
  const quota = quotaClient({ group: group.name, days: group.quotaDays });
  const shared = { ...options, quota, rivals: rivalWatch(taskQueue, serves) };
  const made = new Map<string, Promise<ActivityDependencies>>();
  const forAccount = (label: string) => {
    const known = made.get(label);
    if (known) return known;
    const forget = () => made.delete(label);
    const making = credentials(label).then((own) => dependenciesOf(label, createApi(own, forget), shared));
    made.set(label, making);
    making.catch(forget);
    return making;
  };
  return serveTaskQueue(options, { taskQueue, serves, forAccount });
}

/** Workers whose files name other accounts for a group are rivals: this digest tells them apart. It has no secrets. */
function servedBy({ group, origin, codecKeys }: Pick<GroupWorkerOptions, 'group' | 'origin' | 'codecKeys'>): ServedAccount {
  const { name, quotaDays, accounts, subaccountsOf } = group;
  const facts = JSON.stringify([name, quotaDays, accounts.map(({ label, sid }) => [label, sid]).sort(), subaccountsOf]);
  const accountSid = `file:${createHash('sha256').update(facts).digest('hex').slice(0, 12)}`;
  return { accountSid: codecKeys?.size ? fingerprint(accountSid) : accountSid, origin, group: name };
}
