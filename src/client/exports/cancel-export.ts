import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { groupOfQuota } from '../../contract/ids';
import { ownCommand } from '../own-command';
import { CommandError, sendCommand } from '../send-command';
import { requestCancellation } from './request-cancellation';

/**
 * Request the cancellation of an export.
 *
 * @throws CommandError when the workflow does not run, or is no export: cancelled, a quota would forget what it counted
 */
export async function cancelExport(client: Client, workflowId: string): Promise<void> {
  const type = await typeOf(client, workflowId);
  if (type !== undefined && type !== 'exportDayRange') {
    const group = groupOfQuota(workflowId);
    const advice =
      group === undefined
        ? `List exports: ${ownCommand('list')}`
        : `To request no more days today: ${ownCommand('quota', 'close', '--group', group)}`;
    throw new CommandError(`${workflowId} is not an export. Nothing was cancelled. ${advice}`);
  }
  await sendCommand(client, workflowId, () => requestCancellation(client, workflowId));
}

async function typeOf(client: Client, workflowId: string): Promise<string | undefined> {
  try {
    return (await client.workflow.getHandle(workflowId).describe()).type;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}
