import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { ExamineWorkerInput, Examination } from '../activities/inspect-worker';

const { examineWorker } = proxyActivities<Activities>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { maximumAttempts: 1 },
});

/** Have a worker of the task queue look at itself and around, once, for somebody who waits for the answer. */
export function checkWorker(input: ExamineWorkerInput): Promise<Examination> {
  return examineWorker(input);
}
