import { cancellationSignal, getClient } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { FAILURE } from '../../contract/failure-types';
import { callQuotaWorkflow } from '../../client/call-quota';
import { quotaWorkflowId } from '../../contract/ids';
import type { QuotaCall, ReserveAnswer } from '../../domain/quota/protocol';
import type { QuotaSettings } from '../../domain/quota/quota-limit';
import type { QuotaClient } from '../dependencies';

/** How long the quota workflow may take to respond, milliseconds. */
const ANSWER_TIMEOUT_MS = 10_000;
const RETRY_MS = 1000;

/** A quota that is called through the client of the worker; its workflow is started if it is not running. */
export function quotaClient(settings: QuotaSettings): QuotaClient {
  return { ...settings, call: (call) => callQuota(settings.group, call) };
}

/** Whether a workflow has ended, or is not found. */
export async function isGone(workflowId: string): Promise<boolean> {
  const client = getClient();
  try {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    return status.name !== 'RUNNING';
  } catch (error) {
    if (error instanceof Error && error.name === 'WorkflowNotFoundError') return true;
    throw error;
  }
}

async function callQuota(group: string, call: QuotaCall): Promise<ReserveAnswer | null> {
  const client = getClient();
  const workflowId = quotaWorkflowId(group);
  const operation = client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
    client.withAbortSignal(cancellationSignal(), () => callQuotaWorkflow(client, group, call)),
  );
  try {
    return await operation;
  } catch (error) {
    cancellationSignal().throwIfAborted();
    throw ApplicationFailure.create({
      message: `Quota workflow ${workflowId} did not respond: ${reasonOf(error)}. Retrying.`,
      type: FAILURE.quotaAway,
      nextRetryDelay: RETRY_MS,
    });
  }
}

function reasonOf(error: unknown): string {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return reason instanceof Error ? reason.message : String(reason);
}
