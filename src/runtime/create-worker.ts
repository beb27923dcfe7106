import { hostname } from 'node:os';
import { join } from 'node:path';
import { Runtime, Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from '../activities';
import { withTemporalAttempt } from '../activities/attempt/attempt';
import type { ActivityDependencies } from '../activities/dependencies';
import { notifyClient } from '../activities/notify/notify-client';
import { scheduleWatch } from '../activities/submission/has-schedule';
import { isGone, isSeenThrough, quotaClient } from '../activities/submission/quota-client';
import { rivalWatch } from '../activities/survey/opening-activity';
import { createArchive } from '../archive/create-archive';
import type { Archive } from '../archive/port';
import { openStore } from '../archive/stores/open-store';
import type { BulkExportApi } from '../bulk-export/port';
import { fingerprint } from '../client/pollers';
import { EncryptionCodec } from '../codec/encryption-codec';
import { quotaTaskQueueOf, taskQueueOf } from '../contract/ids';
import { formatWorkerIdentity, type ServedAccount } from '../contract/worker-identity';
import { refusedArchive } from '../domain/request/permissions';
import { sendMessage } from '../notify/send-message';
import type { Settings } from '../settings/settings';
import { VERSION } from '../version';
import { workflowMetrics } from './metrics';

/** An idle worker keeps few polls open, and the server tells a busy one to open more. */
const POLLERS = { type: 'autoscaling', minimum: 1, initial: 2, maximum: 20 } as const;

type Optional = Partial<Pick<Settings, 'permissions' | 's3' | 'notify' | 'codecKeys'>>;

export interface AccountWorkerOptions extends Pick<Settings, 'account' | 'quota'>, Optional {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly api: BulkExportApi;
  /** Path of the workflow bundle; by default the one that the build writes next to the compiled files. */
  readonly bundlePath?: string;
}

export type AccountWorker = Awaited<ReturnType<typeof createWorker>>;

/**
 * Create a worker for the exports of one account and for the quota they share. On shutdown, running activities get a grace period,
 * and the quota is served until they have ended. Temporal hands the tasks of a dead worker to another one within seconds.
 */
export async function createWorker(options: AccountWorkerOptions) {
  const { connection, namespace, account, quota, codecKeys = new Map<string, never>(), bundlePath } = options;
  const isEncrypting = codecKeys.size > 0;
  const dependencies = dependenciesOf(options);
  const forAccount = (label: string) => (label === account ? dependencies : undefined);
  const bundle = isEncrypting ? '../workflow-bundle-encrypting.js' : '../workflow-bundle.js';
  const shared = {
    connection,
    namespace,
    identity: formatWorkerIdentity({ process: `${process.pid}@${hostname()}`, serves: servedBy(options), version: VERSION }),
    sinks: workflowMetrics(Runtime.instance().metricMeter),
    workflowBundle: { codePath: bundlePath ?? join(__dirname, bundle) },
    dataConverter: {
      payloadCodecs: [new EncryptionCodec(codecKeys)],
      ...(isEncrypting && { failureConverterPath: join(__dirname, '../codec/failure-converter') }),
    },
    stickyQueueScheduleToStartTimeout: '3 seconds', // longer than QUERY_TIMEOUT_MS (client/exports/query-progress.ts)
    shutdownForceTime: '15 seconds',
    workflowTaskPollerBehavior: POLLERS,
    activityTaskPollerBehavior: POLLERS,
  } satisfies Partial<WorkerOptions>;
  const exporting = await Worker.create({
    ...shared,
    taskQueue: taskQueueOf(account),
    activities: createActivities({ forAccount, withAttempt: withTemporalAttempt }),
    shutdownGraceTime: '5 seconds',
  });
  const counting = await Worker.create({ ...shared, taskQueue: quotaTaskQueueOf(quota.group), maxCachedWorkflows: 10 });

  const stop = (worker: Worker) => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  return {
    run: async () => {
      const exportingEnds = exporting.run().finally(() => {
        stop(counting);
      });
      const countingEnds = counting.run().finally(() => {
        stop(exporting);
      });
      await Promise.all([exportingEnds, countingEnds]);
    },
    isRunning: () => [exporting, counting].every((worker) => worker.getState() === 'RUNNING'),
    /** Start the shutdown; `run` resolves when it is complete. */
    shutdown: () => {
      stop(exporting);
    },
  };
}

/** Temporal keeps it in clear. */
function servedBy({ api, quota, codecKeys }: Pick<AccountWorkerOptions, 'api' | 'quota' | 'codecKeys'>): ServedAccount {
  return { accountSid: codecKeys?.size ? fingerprint(api.accountSid) : api.accountSid, origin: api.origin, group: quota.group };
}

function dependenciesOf({ account, api, quota, permissions = {}, s3, notify = [] }: AccountWorkerOptions): ActivityDependencies {
  // An S3 store keeps connections open, so each location is opened once.
  const archives = new Map<string, Archive>();
  return {
    api,
    quota: quotaClient(quota),
    hasSchedule: scheduleWatch(account),
    rivals: rivalWatch(account, servedBy({ api, quota })),
    isGone,
    isSeenThrough,
    permissions,
    openArchive: (where) => {
      const refusal = refusedArchive(permissions, where);
      if (refusal !== undefined) throw new RangeError(refusal);
      const archive = archives.get(where) ?? createArchive(openStore(where, s3), api.accountSid);
      archives.set(where, archive);
      return archive;
    },
    meter: Runtime.instance().metricMeter,
    notify: notify.length > 0 ? notifyClient(account, notify, sendMessage) : undefined,
  };
}
