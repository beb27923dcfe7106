import { setTimeout as pause } from 'node:timers/promises';
import { ServiceError, WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import { groupOfQuota } from '../contract/ids';
import { grpcErrorIn, isNamespaceMissing } from './failures/grpc-error';
import { ownCommand, workerCommand } from './own-command';
import { hasFailingTask, isTaskFailing, reasonOf } from './exports/task-failure';

/** A command failed. The message has the cause and what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

const NOT_FOUND = 5; // a code of gRPC

const RESPONSE_TIMEOUT_MS = 10_000;

/** Between two runs of a workflow an update may fail, so it is sent again. */
const ATTEMPTS = 5;
const PAUSE_MS = 500;

/** Send a command to a running workflow, perhaps more than once, and wait for its result. @throws CommandError */
export async function sendCommand<Answer>(client: Client, workflowId: string, send: (handle: WorkflowHandle) => Promise<Answer>) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.withDeadline(Date.now() + RESPONSE_TIMEOUT_MS, () => send(client.workflow.getHandle(workflowId)));
    } catch (error) {
      const isBetweenRuns = error instanceof ServiceError && !(error instanceof WorkflowUpdateRPCTimeoutOrCancelledError);
      if (!isBetweenRuns || attempt === ATTEMPTS) throw await refusalOf(client, error, workflowId);
      await pause(PAUSE_MS);
    }
  }
}

async function refusalOf(client: Client, error: unknown, workflowId: string): Promise<unknown> {
  // raw calls of the service have no class for it
  if (error instanceof WorkflowNotFoundError || (grpcErrorIn(error)?.code === NOT_FOUND && !isNamespaceMissing(error))) {
    return new CommandError(`${workflowId} is not running. Check it with: ${ownCommand('status', workflowId)}`);
  }
  if (error instanceof WorkflowUpdateFailedError) return new CommandError(error.cause?.message ?? error.message);
  const failing = await failingTask(client, error, workflowId);
  if (failing !== undefined) return failing;
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
    const { taskQueue } = await client.workflow.getHandle(workflowId).describe();
    const start = groupOfQuota(workflowId) === undefined ? workerCommand(taskQueue) : ownCommand('worker');
    const silence = `No worker responded for ${workflowId} within ${RESPONSE_TIMEOUT_MS / 1000} s.`;
    return new CommandError(`${silence} The command may still take effect later. Start a worker: ${start}`);
  }
  return error;
}

/** The error for a workflow whose workflow task fails, which the server reports to some calls only; undefined for another cause. */
export async function failingTask(client: Client, error: unknown, workflowId: string): Promise<CommandError | undefined> {
  const isReported = error instanceof Error && isTaskFailing(reasonOf(error));
  if (!isReported && !(await hasFailingTask(client, workflowId).catch(() => false))) return undefined;
  const remedy = `Show the remedy: ${ownCommand('status', workflowId)}`;
  return new CommandError(`${workflowId} does not respond because its workflow task fails. ${remedy}`);
}
