import { cancellationSignal, cancelled, getClient } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { WorkflowContinuedAsNewError, WorkflowFailedError, WorkflowUpdateFailedError } from '@temporalio/client';
import { FAILURE } from '../../contract/failure-types';
import { callQuotaWorkflow } from '../../client/call-quota';
import { unlessGone } from '../../client/failures/grpc-error';
import { quotaWorkflowId } from '../../contract/ids';
import type { Cancellation } from '../../domain/describe/cancellation';
import type { Holder, QuotaCall, ReserveAnswer } from '../../domain/quota/protocol';
import type { QuotaSettings } from '../../domain/quota/quota-limit';
import type { QuotaClient } from '../dependencies';
import { gatherCalls } from './gather-calls';

/** How long the quota workflow may take to respond, milliseconds. */
const ANSWER_TIMEOUT_MS = 10_000;
const RETRY_MS = 1000;

/** A quota that is called through the client of the worker; its workflow is started if it is not running. */
export function quotaClient(settings: QuotaSettings): QuotaClient {
  const { group } = settings;
  const isOfOne = (error: unknown) => error instanceof WorkflowUpdateFailedError;
  const gathered = gatherCalls((calls) => sendCalls(group, calls), isOfOne);
  return { ...settings, call: (call) => answerTo(group, gathered(call)) };
}

export async function isGone(workflowId: string): Promise<boolean> {
  return (await unlessGone(() => getClient().workflow.getHandle(workflowId).describe()))?.status.name !== 'RUNNING';
}

/** The failures of an export that ends after its lanes: no submission is in progress then. */
const SEEN_THROUGH: readonly string[] = [FAILURE.daysMissing, FAILURE.daysOpen, FAILURE.daysUncovered];

/** Whether an export ended with each of its submissions confirmed; false as well when that is unknown. */
export async function isSeenThrough({ workflowId, runId }: Pick<Holder, 'workflowId' | 'runId'>): Promise<boolean> {
  if (runId === undefined) return false;
  const handle = getClient().workflow.getHandle(workflowId, runId, { followRuns: false });
  const { status, memo } = (await unlessGone(() => handle.describe())) ?? {};
  if (!status || status.name === 'RUNNING') return false;
  if (status.name === 'COMPLETED') return true;
  const { cancellation } = (memo ?? {}) as { readonly cancellation?: Cancellation };
  if (status.name === 'CANCELLED') return cancellation !== undefined && !cancellation.unclear;
  const failure: unknown = await handle.result().catch((error: unknown) => error);
  if (failure instanceof WorkflowContinuedAsNewError) return isSeenThrough({ workflowId, runId: failure.newExecutionRunId });
  const cause = failure instanceof WorkflowFailedError ? failure.cause : undefined;
  return cause instanceof ApplicationFailure && SEEN_THROUGH.includes(cause.type ?? '');
}

/** Send calls of several activities; the end of one does not end the calls of the others. */
function sendCalls(group: string, calls: readonly QuotaCall[]) {
  const client = getClient();
  return client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () => callQuotaWorkflow(client, group, calls));
}

/** The answer to a call. A cancelled activity does not wait for it. */
async function answerTo(group: string, answer: Promise<ReserveAnswer | null>): Promise<ReserveAnswer | null> {
  try {
    return await Promise.race([answer, cancelled()]);
  } catch (error) {
    cancellationSignal().throwIfAborted();
    const message = `Quota workflow ${quotaWorkflowId(group)} did not respond: ${reasonOf(error)}. Retrying.`;
    throw ApplicationFailure.create({ message, type: FAILURE.quotaAway, nextRetryDelay: RETRY_MS });
  }
}

function reasonOf(error: unknown): string {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return reason instanceof Error ? reason.message : String(reason);
}
