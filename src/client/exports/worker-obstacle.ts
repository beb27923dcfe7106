import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { accountOfTaskQueue } from '../../contract/ids';
import { workerCommand } from '../own-command';
import { pollersOf } from '../pollers';
import type { Obstacle } from './export-state';

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
  return { problem, problemType: 'NoWorker', remedy: workerCommand(accountOfTaskQueue(taskQueue)) };
}
