import { isGrpcCancelledError, isGrpcDeadlineError, QueryNotRegisteredError, ServiceError } from '@temporalio/client';
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { isReplayFailure } from '../../contract/failure-types';
import { progressQuery } from '../../contract/messages';
import { workerCommand } from '../own-command';
import { pollersOf } from '../pollers';
import type { Obstacle, Reading } from './export-state';
import { describeTaskFailure, reasonOf } from './task-failure';

/**
 * How long a query may take, milliseconds: less than `stickyQueueScheduleToStartTimeout` (runtime/serve-task-queue.ts). After that
 * time, Temporal hands the queries of a dead worker to another one, with events that no workflow task has processed.
 */
const QUERY_TIMEOUT_MS = 2000;

/** The same for a closed workflow, which has no workflow task left. The worker may have to replay it first. */
const CLOSED_QUERY_TIMEOUT_MS = 10_000;

const PING_TIMEOUT_MS = 5000;

export async function queryProgress(client: Client, description: WorkflowExecutionDescription): Promise<Reading> {
  const { workflowId, runId, closeTime } = description;
  const timeoutMs = closeTime ? CLOSED_QUERY_TIMEOUT_MS : QUERY_TIMEOUT_MS;
  try {
    const query = () => client.workflow.getHandle(workflowId, runId).query(progressQuery);
    return { progress: await client.withDeadline(Date.now() + timeoutMs, query) };
  } catch (error) {
    if (!(error instanceof ServiceError || error instanceof QueryNotRegisteredError)) throw error;
    // a call that times out fails with either error; Temporal itself may be unavailable
    if (isGrpcDeadlineError(error.cause) || isGrpcCancelledError(error.cause)) {
      await client.withDeadline(Date.now() + PING_TIMEOUT_MS, () => client.workflowService.getSystemInfo({}));
      return silentWorker(description);
    }
    const reason = reasonOf(error);
    if (isReplayFailure(reason)) return describeTaskFailure(reason, description);
    return { problem: `The progress query failed: ${reason}`, problemType: 'NotAnswering' };
  }
}

/** The problem that no worker serves a workflow; undefined when a worker has polled its task queue recently. */
export async function missingWorker(client: Client, { taskQueue }: WorkflowExecutionDescription): Promise<Obstacle | undefined> {
  if ((await pollersOf(client, taskQueue)).length > 0) return undefined;
  return noWorker(taskQueue, `No worker is polling task queue ${taskQueue}.`);
}

/** The problem that the worker of a workflow does not respond. */
export function silentWorker({ taskQueue }: WorkflowExecutionDescription): Obstacle {
  return noWorker(taskQueue, `The worker on task queue ${taskQueue} does not respond.`);
}

function noWorker(taskQueue: string, problem: string): Obstacle {
  return { problem, problemType: 'NoWorker', remedy: workerCommand(taskQueue) };
}
