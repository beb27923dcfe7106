import { join } from 'node:path';
import { Worker, type NativeConnection } from '@temporalio/worker';
import { createActivities } from './activities';
import type { BulkExportApi } from './bulk-export/port';
import { taskQueueOf } from './names';

/** Where a worker stands: at which Temporal, for which account, with which API. */
export interface WorkerPlace {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly account: string;
  readonly api: BulkExportApi;
  /** The bundle that the build leaves beside the compiled files, unless told otherwise. */
  readonly bundlePath?: string;
}

/**
 * A worker for the exports of one account.
 *
 * When it is stopped, running attempts may end for the grace time, then they are cancelled; it is gone after the
 * force time. Work handed to a worker that died is given to another after seconds.
 */
export function createWorker({
  connection,
  namespace,
  account,
  api,
  bundlePath,
}: WorkerPlace): Promise<Worker> {
  return Worker.create({
    connection,
    namespace,
    taskQueue: taskQueueOf(account),
    workflowBundle: { codePath: bundlePath ?? join(__dirname, 'workflow-bundle.js') },
    activities: createActivities(api),
    stickyQueueScheduleToStartTimeout: '3 seconds',
    shutdownGraceTime: '5 seconds',
    shutdownForceTime: '15 seconds',
  });
}
