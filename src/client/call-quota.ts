import {
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  type Client,
} from '@temporalio/client';
import { quotaWorkflowId } from '../contract/ids';
import { quotaCallUpdate } from '../contract/messages';
import { quotaStart, type EndedQuota } from '../contract/quota-start';
import type { QuotaCall, ReserveAnswer } from '../domain/quota/protocol';

/** How often a start may find that another client started, or ended, the workflow at the same moment. */
const MOST_STARTS = 5;

/** Call the workflow of a quota. Starts the workflow when it is not running, with the end of an earlier one. */
export async function callQuotaWorkflow(client: Client, group: string, call: QuotaCall): Promise<ReserveAnswer | null> {
  const handle = client.workflow.getHandle(quotaWorkflowId(group));
  for (let starts = 1; ; starts++) {
    try {
      return await handle.executeUpdate(quotaCallUpdate, { args: [call] });
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
    try {
      const start = quotaStart(group, await findEnded(client, group));
      return await client.workflow.executeUpdateWithStart(quotaCallUpdate, {
        args: [call],
        startWorkflowOperation: new WithStartWorkflowOperation('dayQuota', start),
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError) || starts === MOST_STARTS) throw error;
    }
  }
}

/** The last workflow of a quota, if it has ended; undefined as well when there never was one. */
async function findEnded(client: Client, group: string): Promise<EndedQuota | undefined> {
  try {
    const { status, closeTime } = await client.workflow.getHandle(quotaWorkflowId(group)).describe();
    return closeTime && { status: status.name, atMs: closeTime.getTime() };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}
