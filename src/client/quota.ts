import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { quotaWorkflowId } from '../contract/ids';
import { quotaQuery } from '../contract/messages';
import type { DayQuota } from '../domain/quota/day-quota';
import type { QuotaCall } from '../domain/quota/protocol';
import { callQuotaWorkflow } from './call-quota';
import { isNamespaceMissing } from './failures/grpc-error';
import { failingTask, sendCommand } from './send-command';

const QUERY_TIMEOUT_MS = 10_000;

/** Send a call to a quota workflow, and start the workflow when it does not exist yet. */
export function callQuota(client: Client, group: string, call: QuotaCall): Promise<unknown> {
  return sendCommand(client, quotaWorkflowId(group), () => callQuotaWorkflow(client, group, call));
}

/** Read a quota; undefined before the first request, and a problem when it does not respond. */
export async function readQuota(client: Client, group: string): Promise<DayQuota | { readonly problem: string } | undefined> {
  const workflowId = quotaWorkflowId(group);
  try {
    return await client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, () => client.workflow.getHandle(workflowId).query(quotaQuery));
  } catch (error) {
    if (isNamespaceMissing(error)) throw error;
    if (error instanceof WorkflowNotFoundError) return undefined;
    const silent = `Quota workflow ${workflowId} did not respond. Check that a worker of its group is running.`;
    return { problem: (await failingTask(client, error, workflowId))?.message ?? silent };
  }
}
