import { hostname } from 'node:os';
import { join } from 'node:path';
import { Runtime, Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from '../activities';
import { withTemporalAttempt } from '../activities/attempt/attempt';
import type { ActivityHost } from '../activities/dependencies';
import { fingerprint } from '../client/pollers';
import { EncryptionCodec } from '../codec/encryption-codec';
import { quotaTaskQueueOf } from '../contract/ids';
import { formatWorkerIdentity, type ServedAccount } from '../contract/worker-identity';
import type { Settings } from '../settings/settings';
import { VERSION } from '../version';
import { workflowMetrics } from './metrics';

/**
 * An idle worker keeps few polls open, and the server tells a busy one to open more: together at most 20, as those of workflow tasks
 * are of two kinds. The quota is one workflow, and has one task at a time.
 */
const polls = (maximum: number) => ({ type: 'autoscaling', minimum: 1, initial: 2, maximum }) as const;

export interface ConnectedOptions extends Partial<Pick<Settings, 'codecKeys'>> {
  readonly connection: NativeConnection;
  readonly namespace: string;
  /** Path of the workflow bundle; by default the one that the build writes next to the compiled files. */
  readonly bundlePath?: string;
}

/** What a worker serves: exports on a task queue, and the quota of a group. */
interface Service extends Pick<ActivityHost, 'forAccount' | 'notifyOf'> {
  readonly taskQueue: string;
  readonly serves: ServedAccount;
}

export type RunningWorker = Awaited<ReturnType<typeof serveTaskQueue>>;

/**
 * Serve a task queue and the quota of its exports. On shutdown, running activities get a grace period, and the quota is served until
 * they have ended. Temporal hands the tasks of a dead worker to another one within seconds.
 */
export async function serveTaskQueue(options: ConnectedOptions, { taskQueue, serves, forAccount, notifyOf }: Service) {
  const { connection, namespace, codecKeys = new Map<string, never>(), bundlePath } = options;
  const isEncrypting = codecKeys.size > 0;
  // Temporal keeps the identity in clear
  const announced = isEncrypting ? { ...serves, accountSid: fingerprint(serves.accountSid) } : serves;
  const bundle = isEncrypting ? '../workflow-bundle-encrypting.js' : '../workflow-bundle.js';
  const shared = {
    connection,
    namespace,
    identity: formatWorkerIdentity({ process: `${process.pid}@${hostname()}`, serves: announced, version: VERSION }),
    sinks: workflowMetrics(Runtime.instance().metricMeter),
    workflowBundle: { codePath: bundlePath ?? join(__dirname, bundle) },
    dataConverter: {
      payloadCodecs: [new EncryptionCodec(codecKeys)],
      ...(isEncrypting && { failureConverterPath: join(__dirname, '../codec/failure-converter') }),
    },
    stickyQueueScheduleToStartTimeout: '3 seconds', // longer than QUERY_TIMEOUT_MS (client/exports/query-progress.ts)
    shutdownForceTime: '15 seconds',
    workflowTaskPollerBehavior: polls(4),
    activityTaskPollerBehavior: polls(8),
  } satisfies Partial<WorkerOptions>;
  const activities = createActivities({ forAccount, notifyOf, withAttempt: withTemporalAttempt });
  const exporting = await Worker.create({ ...shared, taskQueue, activities, shutdownGraceTime: '5 seconds' });
  const ofQuota = { taskQueue: quotaTaskQueueOf(serves.group), maxCachedWorkflows: 10, workflowTaskPollerBehavior: polls(2) };
  const counting = await Worker.create({ ...shared, ...ofQuota });

  const stop = (worker: Worker) => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  return {
    run: async () => {
      const exportingEnds = exporting.run().finally(() => stop(counting));
      await Promise.all([exportingEnds, counting.run().finally(() => stop(exporting))]);
    },
    isRunning: () => [exporting, counting].every((worker) => worker.getState() === 'RUNNING'),
    /** Start the shutdown; `run` resolves when it is complete. */
    shutdown: () => stop(exporting),
  };
}
