import { WithStartWorkflowOperation, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { quotaWorkflowId } from '../contract/ids';
import { quotaCallUpdate, quotaQuery } from '../contract/messages';
import { quotaStart } from '../contract/quota-start';
import type { DayQuota } from '../domain/quota/day-quota';
import type { QuotaCall } from '../domain/quota/protocol';
import { sendCommand } from './send-command';

/** A quota of which nothing was asked yet takes orders, too: they hold for whoever asks first. */
export function callQuota(client: Client, group: string, call: QuotaCall): Promise<unknown> {
  return sendCommand(client, quotaWorkflowId(group), () =>
    client.workflow.executeUpdateWithStart(quotaCallUpdate, {
      args: [call],
      startWorkflowOperation: new WithStartWorkflowOperation('dayQuota', quotaStart(group)),
    }),
  );
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
