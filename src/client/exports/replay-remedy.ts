import type { WorkflowExecutionDescription } from '@temporalio/client';
import { DEFAULT_OPTIONS, flagOf, type ExportOptions } from '../../domain/request/export-options';
import { accountOfTaskQueue } from '../../contract/ids';
import { ownCommand } from '../own-command';
import { memoOf, type ExportMemo } from './export-state';
import { formatOption } from './format-option';

const REASON = '--reason "cannot be replayed"';

/** Options that would request days again, or that only a schedule has. */
const LEFT_OUT: readonly string[] = ['fresh', 'reexport', 'lookback'];

/**
 * The command that repairs a workflow that cannot be replayed.
 *
 * A reset to the first workflow task makes the run begin again, and an export then surveys what is there. A run that was
 * continued as new begins with the state of the run before it instead, which later reservations have overtaken; and with
 * --fresh nothing is surveyed. Such an export is terminated and started again.
 */
export function replayRemedy(
  description: Pick<
    WorkflowExecutionDescription,
    'workflowId' | 'runId' | 'taskQueue' | 'type' | 'memo' | 'raw'
  >,
): string {
  const { workflowId, runId, taskQueue, type, raw } = description;
  const { resourceType, range, options } = memoOf(description);
  const isContinued = (raw.workflowExecutionInfo?.firstRunId ?? runId) !== runId;
  if (type !== 'exportDayRange' || !(isContinued || options?.fresh)) {
    return `temporal workflow reset --workflow-id ${workflowId} --type FirstWorkflowTask ${REASON}`;
  }
  const terminate = `temporal workflow terminate --workflow-id ${workflowId} ${REASON}`;
  if (!resourceType || !range || !options) return terminate;
  return `${terminate} && ${startCommand({ resourceType, range, options }, accountOfTaskQueue(taskQueue))}`;
}

function startCommand({ resourceType, range, options }: ExportMemo, account: string): string {
  const { startDay, endDay } = range;
  const flags = Object.entries(options).flatMap(([name, value]: [string, string | number | boolean]) => {
    const option = name as keyof ExportOptions;
    if (LEFT_OUT.includes(name) || value === DEFAULT_OPTIONS[option]) return [];
    return value === true ? [flagOf(option)] : [`${flagOf(option)} ${formatOption(name, value)}`];
  });
  return [
    ownCommand(
      `export --account ${account} --resource-type ${resourceType} --from ${startDay} --to ${endDay}`,
    ),
    ...flags,
  ].join(' ');
}
