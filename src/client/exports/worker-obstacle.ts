import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { accountOfTaskQueue } from '../../contract/ids';
import { workerCommand } from '../own-command';
import { pollersOf } from '../pollers';
import type { Obstacle } from './export-state';

/** That no worker serves a workflow; undefined when one polls its task queue, or did until a moment ago. */
export async function missingWorker(
  client: Client,
  { taskQueue }: WorkflowExecutionDescription,
): Promise<Obstacle | undefined> {
  if ((await pollersOf(client, taskQueue)).length > 0) return undefined;
  return noWorker(taskQueue, `No worker answers on task queue ${taskQueue}.`);
}

/** That the worker of a workflow does not answer. */
export function silentWorker({ taskQueue }: WorkflowExecutionDescription): Obstacle {
  return noWorker(taskQueue, `The worker on task queue ${taskQueue} does not answer.`);
}

function noWorker(taskQueue: string, problem: string): Obstacle {
  return { problem, problemType: 'NoWorker', remedy: workerCommand(accountOfTaskQueue(taskQueue)) };
}
