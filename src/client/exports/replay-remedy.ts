import type { WorkflowExecutionDescription } from '@temporalio/client';
import { accountOfTaskQueue } from '../../contract/ids';
import { commandLine, exportCommand } from '../../domain/request/command-line';
import { ownCommand } from '../own-command';
import { memoOf } from './export-state';

const REASON = ['--reason', 'cannot be replayed'];

/**
 * The command that repairs a workflow that cannot be replayed. A reset restarts the run with a survey. A run that was continued as
 * new would restart from a stale state, and one with --fresh without a survey: these are terminated and started again.
 */
export function replayRemedy(
  description: Pick<WorkflowExecutionDescription, 'workflowId' | 'runId' | 'taskQueue' | 'type' | 'memo' | 'raw'>,
): string {
  const { workflowId, runId, taskQueue, type, raw } = description;
  const { resourceType, range, options } = memoOf(description);
  const isContinued = (raw.workflowExecutionInfo?.firstRunId ?? runId) !== runId;
  if (type !== 'exportDayRange' || !(isContinued || options?.fresh)) {
    return temporalCommand('reset', workflowId, '--type', 'FirstWorkflowTask');
  }
  const terminate = temporalCommand('terminate', workflowId);
  if (!resourceType || !range || !options) return terminate;
  const again = exportCommand({ account: accountOfTaskQueue(taskQueue), resourceType, range, options });
  return `${terminate} && ${ownCommand(...again)}`;
}

function temporalCommand(name: string, workflowId: string, ...flags: readonly string[]): string {
  return commandLine(['temporal', 'workflow', name, '--workflow-id', workflowId, ...flags, ...REASON]);
}
