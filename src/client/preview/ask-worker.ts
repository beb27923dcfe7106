import type { Client, WorkflowResultType } from '@temporalio/client';
import { taskQueueOf } from '../../contract/ids';
import type { checkWorker, previewExport } from '../../workflows';
import { pollersOf } from '../pollers';

/** Time limit for the worker's response, milliseconds. Twilio may take 30 seconds of it. */
const WORKER_TIMEOUT_MS = 45_000;

type Question = typeof checkWorker | typeof previewExport;

/** Run a workflow that only reads, and wait for its result; a problem, as a sentence, when no worker responds. */
export async function askWorker<Asked extends Question>(
  client: Client,
  account: string,
  { workflowType, workflowId, input }: { workflowType: string; workflowId: string; input: Parameters<Asked>[0] },
): Promise<WorkflowResultType<Asked> | { readonly problem: string }> {
  const taskQueue = taskQueueOf(account);
  const pollers = await pollersOf(client, taskQueue);
  if (pollers.length === 0) return { problem: `No worker is polling task queue ${taskQueue}.` };
  const handle = await client.workflow.start(workflowType, {
    workflowId,
    taskQueue,
    args: [input],
    workflowIdConflictPolicy: 'TERMINATE_EXISTING',
    workflowExecutionTimeout: WORKER_TIMEOUT_MS,
    staticSummary: `dayhaul ${workflowType}`,
  });
  try {
    return (await handle.result()) as WorkflowResultType<Asked>;
  } catch {
    const problem = `No worker on task queue ${taskQueue} responded within ${WORKER_TIMEOUT_MS / 1000} s. The worker may be overloaded, stopping, or an older version.`;
    return { problem };
  }
}
