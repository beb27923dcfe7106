import {
  isGrpcCancelledError,
  isGrpcDeadlineError,
  QueryNotRegisteredError,
  ServiceError,
  type Client,
  type WorkflowExecutionDescription,
} from '@temporalio/client';
import { progressQuery } from '../../contract/messages';
import { isReplayFailure } from '../../contract/failure-types';
import type { Reading } from './export-state';
import { describeTaskFailure, reasonOf } from './task-failure';
import { silentWorker } from './worker-obstacle';

/**
 * How long a query of a running workflow may take, in milliseconds.
 *
 * Shorter than `stickyQueueScheduleToStartTimeout` (runtime/create-worker.ts): when a worker dies, Temporal waits so long for it
 * and then hands its queries to another worker, together with events that no workflow task has processed. A query that has ended by
 * then is not handed on.
 */
const QUERY_TIMEOUT_MS = 2000;

/** The same for a closed workflow, which has no workflow task left. The worker may have to replay it first. */
const CLOSED_QUERY_TIMEOUT_MS = 10_000;

const PING_TIMEOUT_MS = 5000;

/** Query the progress of an export. */
export async function queryProgress(client: Client, description: WorkflowExecutionDescription): Promise<Reading> {
  const { workflowId, runId, closeTime } = description;
  const timeoutMs = closeTime ? CLOSED_QUERY_TIMEOUT_MS : QUERY_TIMEOUT_MS;
  try {
    const progress = await client.withDeadline(Date.now() + timeoutMs, () =>
      client.workflow.getHandle(workflowId, runId).query(progressQuery),
    );
    return { progress };
  } catch (error) {
    if (!(error instanceof ServiceError || error instanceof QueryNotRegisteredError)) throw error;
    if (isTimeout(error)) {
      await assertAnswering(client);
      return silentWorker(description);
    }
    const reason = reasonOf(error);
    if (isReplayFailure(reason)) return describeTaskFailure(reason, description);
    return { problem: `The progress query failed: ${reason}`, problemType: 'NotAnswering' };
  }
}

/** A query that times out may mean that Temporal itself is unavailable. */
async function assertAnswering(client: Client): Promise<void> {
  await client.withDeadline(Date.now() + PING_TIMEOUT_MS, () => client.workflowService.getSystemInfo({}));
}

/** A call that times out fails with either error, depending on which side notices first. */
function isTimeout({ cause }: Error): boolean {
  return isGrpcDeadlineError(cause) || isGrpcCancelledError(cause);
}
