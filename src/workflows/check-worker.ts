import { workflowInfo } from '@temporalio/workflow';
import type { ExamineWorkerInput, Examination } from '../activities/inspect-worker';
import { once } from './once';

/** Examine a worker of the task queue and what it can reach, once; `doctor` waits for the result. */
export function checkWorker(input: ExamineWorkerInput): Promise<Examination> {
  return once.examineWorker(input);
}

/** Send a test message to each target of the worker, once; `notify test` waits for the result. */
export function checkNotifications({ account }: { readonly account: string }) {
  return once.testNotifications({ account, id: workflowInfo().runId });
}
