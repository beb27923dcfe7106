import { randomUUID } from 'node:crypto';
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { groupOfQuota } from '../../contract/ids';
import { ownCommand } from '../own-command';
import { CommandError, sendCommand } from '../send-command';
import { unlessGone } from '../failures/grpc-error';

/** Send a command to a running export. @throws CommandError for other workflows: a cancelled quota would forget what it counted */
export async function sendToExport<Answer>(...command: Parameters<typeof sendCommand<Answer>>): Promise<Answer> {
  const [client, workflowId] = command;
  const description = await unlessGone(() => client.workflow.getHandle(workflowId).describe());
  if (description) requireExport(description);
  return sendCommand(...command);
}

/** @throws CommandError when a workflow is no export */
export function requireExport({ workflowId, type }: Pick<WorkflowExecutionDescription, 'workflowId' | 'type'>): void {
  if (type === 'exportDayRange') return;
  const group = groupOfQuota(workflowId);
  const quota = group !== undefined && `Show the quota: ${ownCommand('quota', 'show', '--group', group)}`;
  const advice = quota || `List exports: ${ownCommand('list')}`;
  throw new CommandError(`${workflowId} is not an export, but a workflow of type ${type}. ${advice}`);
}

/** Request the cancellation of an export, with the operator as its reason. @throws CommandError when it is no running export */
export async function cancelExport(client: Client, workflowId: string): Promise<void> {
  const { namespace, identity } = client.options;
  const reason = `dayhaul cancel by ${identity}`;
  const request = { namespace, identity, workflowExecution: { workflowId }, requestId: randomUUID(), reason };
  await sendToExport(client, workflowId, () => client.workflowService.requestCancelWorkflowExecution(request));
}
