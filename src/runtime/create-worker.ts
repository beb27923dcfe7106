import { Runtime } from '@temporalio/worker';
import type { ActivityDependencies, ActivityHost, NotifyClient } from '../activities/dependencies';
import { notifyClient } from '../activities/notify/notify-client';
import { scheduleWatch } from '../activities/submission/has-schedule';
import { isGone, isSeenThrough, quotaClient } from '../activities/submission/quota-client';
import { rivalWatch } from '../activities/survey/opening-activity';
import { createArchive } from '../archive/create-archive';
import type { Archive } from '../archive/port';
import { openStore } from '../archive/stores/open-store';
import type { BulkExportApi } from '../bulk-export/port';
import { taskQueueOf } from '../contract/ids';
import { refusedArchive } from '../domain/request/permissions';
import { sendMessage } from '../notify/send-message';
import type { AccountSettings } from '../settings/account';
import type { Settings } from '../settings/settings';
import { serveTaskQueue, type ConnectedOptions, type RunningWorker } from './serve-task-queue';

/** What the accounts of a worker share. */
type SharedSettings = Partial<Pick<Settings, 'permissions' | 's3' | 'notify' | 'codecKeys'>>;

export interface AccountWorkerOptions extends ConnectedOptions, SharedSettings, Pick<AccountSettings, 'account' | 'quota'> {
  readonly api: BulkExportApi;
}

/** Create a worker for the exports of one account. */
export function createWorker(options: AccountWorkerOptions): Promise<RunningWorker> {
  const { account, api, quota } = options;
  const taskQueue = taskQueueOf(account);
  const serves = { accountSid: api.accountSid, origin: api.origin, group: quota.group };
  const notifyOf = notifiersOf(options);
  const shared = { ...options, quota: quotaClient(quota), rivals: rivalWatch(taskQueue, serves), notifyOf };
  const dependencies = dependenciesOf(account, api, shared);
  const forAccount = (label: string) => Promise.resolve(label === account ? dependencies : undefined);
  return serveTaskQueue(options, { taskQueue, serves, forAccount, notifyOf });
}

/** The notifications of each account: they remember what they announced. */
export function notifiersOf({ notify = [] }: SharedSettings): ActivityHost['notifyOf'] {
  const known = new Map<string, NotifyClient>();
  return (label) => {
    if (notify.length === 0) return undefined;
    const client = known.get(label) ?? notifyClient(label, notify, sendMessage);
    known.set(label, client);
    return client;
  };
}

type Shared = SharedSettings & Pick<ActivityDependencies, 'quota' | 'rivals'> & Pick<ActivityHost, 'notifyOf'>;

export function dependenciesOf(account: string, api: BulkExportApi, { quota, rivals, permissions = {}, s3, notifyOf }: Shared) {
  // An S3 store keeps connections open, so each location is opened once.
  const archives = new Map<string, Archive>();
  return {
    api,
    quota,
    hasSchedule: scheduleWatch(account),
    rivals,
    isGone,
    isSeenThrough,
    permissions,
    openArchive: (where: string) => {
      const refusal = refusedArchive(permissions, where);
      if (refusal !== undefined) throw new RangeError(refusal);
      const archive = archives.get(where) ?? createArchive(openStore(where, s3), api.accountSid);
      archives.set(where, archive);
      return archive;
    },
    meter: Runtime.instance().metricMeter,
    notify: notifyOf(account),
  };
}
