import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { quotaWorkflowId } from '../contract/ids';
import { quotaQuery } from '../contract/messages';
import type { DayQuota } from '../domain/quota/day-quota';
import type { QuotaCall } from '../domain/quota/protocol';
import { callQuotaWorkflow } from './call-quota';
import { sendCommand } from './send-command';

/** A quota of which nothing was asked yet takes orders, too: they hold for whoever asks first. */
export function callQuota(client: Client, group: string, call: QuotaCall): Promise<unknown> {
  return sendCommand(client, quotaWorkflowId(group), () => callQuotaWorkflow(client, group, call));
}

/** The quota as it stands; undefined before anything was asked of it, and a sentence when it does not answer. */
export async function readQuota(
  client: Client,
  group: string,
): Promise<DayQuota | { readonly problem: string } | undefined> {
  const workflowId = quotaWorkflowId(group);
  try {
    return await client.workflow.getHandle(workflowId).query(quotaQuery);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    return { problem: `${workflowId} does not answer.` };
  }
}
