import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { isReplayFailure } from '../../contract/replay-failure';
import type { Obstacle } from './export-state';
import { replayRemedy } from './replay-remedy';

/** The last failure stands at the end of the history, behind it a few events that came in meanwhile. */
const LAST_EVENTS = 20;

/**
 * Why a workflow's last workflow task did not succeed.
 *
 * @returns the failure; undefined when the task timed out
 */
export async function readTaskFailure(
  { workflowService, options }: Client,
  { workflowId, runId }: Pick<WorkflowExecutionDescription, 'workflowId' | 'runId'>,
): Promise<string | undefined> {
  const { history } = await workflowService.getWorkflowExecutionHistoryReverse({
    namespace: options.namespace,
    execution: { workflowId, runId },
    maximumPageSize: LAST_EVENTS,
  });
  const ended = history?.events?.find(
    (event) => event.workflowTaskFailedEventAttributes ?? event.workflowTaskTimedOutEventAttributes,
  );
  return ended?.workflowTaskFailedEventAttributes?.failure?.message ?? undefined;
}

/** What a failure of the workflow task means, with the remedy. */
export function describeTaskFailure(
  message: string,
  description: Parameters<typeof replayRemedy>[0],
): Obstacle & { readonly problem: string } {
  if (!isReplayFailure(message)) {
    const problem = `The workflow task fails: ${message}. Temporal retries it.`;
    return { problem, problemType: 'WorkflowTaskFails' };
  }
  const problem = `The workflow cannot be replayed and does not continue: ${message}.`;
  return { problem, problemType: 'CannotBeReplayed', remedy: replayRemedy(description) };
}

/** Why a query failed, in the words of the server or of the worker. */
export function reasonOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Whether a query failed since the workflow task does; of a closed workflow for ever. */
export function isTaskFailing(reason: string): boolean {
  return isReplayFailure(reason) || reason.includes('Workflow Task in failed state');
}
