import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { ExamineWorkerInput, Examination } from '../activities/inspect-worker';

const { examineWorker } = proxyActivities<Activities>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { maximumAttempts: 1 },
});

/** Examine a worker of the task queue and what it can reach, once; `doctor` waits for the result. */
export function checkWorker(input: ExamineWorkerInput): Promise<Examination> {
  return examineWorker(input);
}
