import { WorkflowFailedError, type Client } from '@temporalio/client';
import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import { FAILURE } from '../../contract/failure-types';
import { isKeyMissing } from '../../codec/encryption-codec';
import type * as workflows from '../../workflows';
import { requireSameEncryption } from '../encryption';
import { workerCommand } from '../own-command';
import { pollersOf } from '../pollers';

/** Time limit for the worker's response, milliseconds. Twilio may take 30 seconds of it. */
const WORKER_TIMEOUT_MS = 45_000;

type Questions = Omit<typeof workflows, 'exportDayRange' | 'dayQuota' | 'notifier'>;

export type Answer<Type extends keyof Questions> = Awaited<ReturnType<Questions[Type]>>;

/** Run a workflow that exports nothing, and wait for its result; a problem, as a sentence, when no worker responds. */
export async function askWorker<Type extends keyof Questions>(
  client: Client,
  taskQueue: string,
  question: { workflowType: Type; workflowId: string; input: Parameters<Questions[Type]>[0] },
): Promise<Answer<Type> | { readonly problem: string }> {
  const { workflowType, workflowId, input } = question;
  if ((await pollersOf(client, taskQueue)).length === 0) {
    return { problem: `No worker is polling task queue ${taskQueue}. Start a worker: ${workerCommand(taskQueue)}` };
  }
  await requireSameEncryption(client, taskQueue);
  const started = { workflowId, taskQueue, args: [input] as [typeof input], staticSummary: `dayhaul ${workflowType}` };
  const policy = { workflowIdConflictPolicy: 'TERMINATE_EXISTING', workflowExecutionTimeout: WORKER_TIMEOUT_MS } as const;
  const handle = await client.workflow.start(workflowType, { ...started, ...policy });
  try {
    return (await handle.result()) as Answer<Type>;
  } catch (error) {
    if (isKeyMissing(error)) throw error;
    const told = error instanceof WorkflowFailedError && error.cause instanceof ActivityFailure ? error.cause.cause : undefined;
    const isOurs = told instanceof ApplicationFailure && Object.values<string>(FAILURE).includes(told.type ?? '');
    if (isOurs) return { problem: told.message };
    const problem = `No worker on task queue ${taskQueue} responded within ${WORKER_TIMEOUT_MS / 1000} s. The worker may be overloaded, stopping, or an older version.`;
    return { problem };
  }
}
