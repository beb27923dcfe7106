import type { Client } from '@temporalio/client';
import { describeTaskFailure, hasRepeatedTask, readTaskFailure } from '../../../client/exports/task-failure';

/** A workflow that makes no progress, with the cause. */
export interface FailingWorkflow {
  readonly workflowId: string;
  readonly problem: string;
  readonly remedy?: string | undefined;
}

/** Find the running workflows of some task queues whose workflow task fails. */
export async function findFailingWorkflows(client: Client, taskQueues: readonly string[]): Promise<FailingWorkflow[]> {
  const names = taskQueues.map((name) => `'${name}'`).join(', ');
  const query = `ExecutionStatus = 'Running' AND TaskQueue IN (${names})`;
  const failing: FailingWorkflow[] = [];
  for await (const { workflowId, runId } of client.workflow.list({ query })) {
    const description = await client.workflow.getHandle(workflowId, runId).describe();
    if (!hasRepeatedTask(description)) continue;
    const failure = await readTaskFailure(client, description);
    if (failure !== undefined) failing.push({ workflowId, ...describeTaskFailure(failure, description) });
  }
  return failing;
}
