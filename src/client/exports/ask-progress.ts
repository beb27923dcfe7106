import {
  isGrpcCancelledError,
  isGrpcDeadlineError,
  QueryNotRegisteredError,
  ServiceError,
  type Client,
  type WorkflowExecutionDescription,
} from '@temporalio/client';
import { progressQuery } from '../../contract/messages';
import type { ExportState } from './export-state';

/** What stands in the way of an export, or of an answer from it. */
export type Obstacle = Pick<ExportState, 'problem' | 'problemType'>;

/** How long a query may take before the worker counts as absent, milliseconds. */
const QUERY_TIMEOUT_MS = 5000;

/** The numbers of an export, or why there are none: a query needs a worker, and a terminated export answers none. */
export async function askProgress(
  client: Client,
  workflowId: string,
  { taskQueue }: WorkflowExecutionDescription,
): Promise<Pick<ExportState, 'progress'> & Obstacle> {
  try {
    const progress = await client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, () =>
      client.workflow.getHandle(workflowId).query(progressQuery),
    );
    return { progress };
  } catch (error) {
    if (isTimeout(error)) await assertAnswering(client);
    if (isTimeout(error) || isUnpolled(error)) {
      const problem = `No worker answers on task queue ${taskQueue}. Start one: node lib/worker.js`;
      return { problem, problemType: 'NoWorker' };
    }
    if (!(error instanceof ServiceError || error instanceof QueryNotRegisteredError)) throw error;
    return { problem: `The export could not be asked: ${reasonOf(error)}`, problemType: 'NotAnswering' };
  }
}

/** A query that nobody answers in time may mean that Temporal itself is away. */
async function assertAnswering(client: Client): Promise<void> {
  await client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, () => client.workflowService.getSystemInfo({}));
}

/** A call that ran out of time ends as one or the other, whichever side noticed first. */
function isTimeout(error: unknown): boolean {
  const cause = error instanceof ServiceError ? error.cause : undefined;
  return isGrpcDeadlineError(cause) || isGrpcCancelledError(cause);
}

/** The server's own words for a task queue that no worker has asked for some time. */
function isUnpolled(error: unknown): boolean {
  return error instanceof ServiceError && reasonOf(error).includes('no poller seen');
}

function reasonOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}
