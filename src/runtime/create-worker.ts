import { hostname } from 'node:os';
import { join } from 'node:path';
import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from '../activities';
import { withTemporalAttempt } from '../activities/attempt/attempt';
import type { ActivityDependencies } from '../activities/dependencies';
import { scheduleWatch } from '../activities/submission/has-schedule';
import { isGone, quotaClient } from '../activities/submission/quota-client';
import { rivalWatch } from '../activities/survey/rival-watch';
import { createArchive } from '../archive/create-archive';
import { openStore } from '../archive/stores/open-store';
import type { S3Settings } from '../archive/stores/s3/s3-client';
import type { BulkExportApi } from '../bulk-export/port';
import { quotaTaskQueueOf, taskQueueOf } from '../contract/ids';
import { formatWorkerIdentity } from '../contract/worker-identity';
import type { QuotaSettings } from '../domain/quota/quota-limit';

/** Where a worker stands: at which Temporal, for which account, with which API and quota. */
export interface AccountWorkerOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly account: string;
  readonly api: BulkExportApi;
  readonly quota: QuotaSettings;
  /** For archives in S3. */
  readonly s3?: S3Settings;
  /** The bundle that the build leaves beside the compiled files, unless told otherwise. */
  readonly bundlePath?: string;
}

/** A worker that can be run once, until it is told to stop. */
export interface AccountWorker {
  readonly run: () => Promise<void>;
  /** Whether both of its parts ask for work. */
  readonly isRunning: () => boolean;
  /** Begin to stop; `run` resolves when the worker is gone. */
  readonly shutdown: () => void;
}

/**
 * A worker for the exports of one account and for the quota they share.
 *
 * When it is stopped, running attempts may end for the grace time, then they are cancelled; it is gone after the
 * force time. Until then the quota is served, so that they can tell it what they did. Work handed to a worker that
 * died is given to another after seconds.
 */
export async function createWorker(options: AccountWorkerOptions): Promise<AccountWorker> {
  const { connection, namespace, account, api, quota, bundlePath } = options;
  const dependencies = dependenciesOf(options);
  const forAccount = (label: string) => (label === account ? dependencies : undefined);
  const shared = {
    connection,
    namespace,
    identity: formatWorkerIdentity({ process: `${process.pid}@${hostname()}`, serves: api }),
    workflowBundle: { codePath: bundlePath ?? join(__dirname, '../workflow-bundle.js') },
    stickyQueueScheduleToStartTimeout: '3 seconds', // longer than QUERY_TIMEOUT_MS (client/exports/query-progress.ts)
    shutdownForceTime: '15 seconds',
  } satisfies Partial<WorkerOptions>;
  const exporting = await Worker.create({
    ...shared,
    taskQueue: taskQueueOf(account),
    activities: createActivities({ forAccount, withAttempt: withTemporalAttempt }),
    shutdownGraceTime: '5 seconds',
  });
  const counting = await Worker.create({
    ...shared,
    taskQueue: quotaTaskQueueOf(quota.group),
    maxCachedWorkflows: 10,
  });

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
    shutdown: () => {
      stop(exporting);
    },
  };
}

function dependenciesOf({ account, api, quota, s3 }: AccountWorkerOptions): ActivityDependencies {
  return {
    api,
    quota: quotaClient(quota),
    hasSchedule: scheduleWatch(account),
    rivals: rivalWatch(account, api),
    isGone,
    openArchive: memoized((where) => createArchive(openStore(where, s3), api.accountSid)),
  };
}

/** A store in S3 keeps its connections, so there is one for each place. */
function memoized<T>(open: (place: string) => T): (place: string) => T {
  const opened = new Map<string, T>();
  return (place) => {
    const known = opened.get(place) ?? open(place);
    opened.set(place, known);
    return known;
  };
}
