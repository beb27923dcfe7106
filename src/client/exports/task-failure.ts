import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { decodeOptionalFailureToOptionalError } from '@temporalio/common/lib/internal-non-workflow';
import { isReplayFailure } from '../../contract/failure-types';
import { accountOfExport } from '../../contract/ids';
import { commandLine, exportCommand } from '../../domain/request/command-line';
import { ownCommand } from '../own-command';
import { memoOf } from './export-state';

/** What the SDK reports for a workflow that another version of Dayhaul started. */
const UNKNOWN_TYPE = 'no such function is exported by the workflow bundle';

const LAST_EVENTS = 20; // the last failure is near the end of the history; a few later events may follow it

/** Read the message of the last failed workflow task; undefined when the task timed out. */
export async function readTaskFailure(client: Client, run: Pick<WorkflowExecutionDescription, 'workflowId' | 'runId'>) {
  const { workflowId, runId } = run;
  const { workflowService, options } = client;
  const request = { namespace: options.namespace, execution: { workflowId, runId }, maximumPageSize: LAST_EVENTS };
  const { history } = await workflowService.getWorkflowExecutionHistoryReverse(request);
  const ended = history?.events?.find((each) => each.workflowTaskFailedEventAttributes ?? each.workflowTaskTimedOutEventAttributes);
  return failureMessage(client, ended?.workflowTaskFailedEventAttributes?.failure);
}

/** The message of a failure as the server returns it, which may be encrypted. */
export async function failureMessage(
  { options }: Client,
  failure: Parameters<typeof decodeOptionalFailureToOptionalError>[1],
): Promise<string | undefined> {
  return (await decodeOptionalFailureToOptionalError(options.loadedDataConverter, failure))?.message;
}

/** Whether the pending workflow task of a workflow has failed or timed out before. */
export function hasRepeatedTask({ raw }: Pick<WorkflowExecutionDescription, 'raw'>): boolean {
  return (raw.pendingWorkflowTask?.attempt ?? 1) > 1;
}

/** Whether the workflow task of a workflow has failed and is retried. */
export async function hasFailingTask(client: Client, workflowId: string): Promise<boolean> {
  const description = await client.workflow.getHandle(workflowId).describe();
  return hasRepeatedTask(description) && (await readTaskFailure(client, description)) !== undefined;
}

export function describeTaskFailure(message: string, description: Parameters<typeof replayRemedy>[0]) {
  if (!isReplayFailure(message)) {
    const problem = `The workflow task fails: ${message.replace(/\.$/, '')}. Temporal retries it.`;
    const remedy = message.includes(UNKNOWN_TYPE) ? terminateCommand(description.workflowId, 'left over') : undefined;
    return { problem, problemType: 'WorkflowTaskFails', remedy };
  }
  const problem = `The workflow cannot be replayed and does not continue: ${message}.`;
  return { problem, problemType: 'CannotBeReplayed', remedy: replayRemedy(description) };
}

/** Why a query failed, as reported by the server or the worker. */
export function reasonOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Whether a query failed because the workflow task fails. For a closed workflow this is permanent. */
export function isTaskFailing(reason: string): boolean {
  return isReplayFailure(reason) || reason.includes('Workflow Task in failed state');
}

const REASON = 'cannot be replayed';

/**
 * The command that repairs a workflow that cannot be replayed. A reset restarts the run with a survey. A run that was continued as
 * new would restart from a stale state, and one with --fresh without a survey: these are terminated and started again.
 */
export function replayRemedy(
  description: Pick<WorkflowExecutionDescription, 'workflowId' | 'runId' | 'taskQueue' | 'type' | 'memo' | 'raw'>,
): string {
  const { workflowId, runId, type, raw } = description;
  const { resourceType, range, options } = memoOf(description);
  if (type !== 'exportDayRange' || !((raw.workflowExecutionInfo?.firstRunId ?? runId) !== runId || options?.fresh)) {
    return temporalCommand('reset', workflowId, REASON, '--type', 'FirstWorkflowTask');
  }
  const terminate = terminateCommand(workflowId, REASON);
  const account = accountOfExport(description);
  if (account === undefined || !resourceType || !range || !options) return terminate;
  const again = exportCommand({ account, resourceType, range, options });
  return `${terminate} && ${ownCommand(...again)}`;
}

/** The command that ends a workflow without its worker. */
export function terminateCommand(workflowId: string, reason: string): string {
  return temporalCommand('terminate', workflowId, reason);
}

function temporalCommand(name: string, workflowId: string, reason: string, ...flags: readonly string[]): string {
  return commandLine(['temporal', 'workflow', name, '--workflow-id', workflowId, ...flags, '--reason', reason]);
}
