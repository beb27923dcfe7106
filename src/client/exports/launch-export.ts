import type { Client } from '@temporalio/client';
import { taskQueueOf } from '../../contract/ids';
import type { ExportDayRangeInput } from '../../contract/messages';
import { countDays, formatRange, type DayRange } from '../../domain/days/day-range';
import type { ExportOptions } from '../../domain/request/export-options';
import type { exportDayRange } from '../../workflows';
import { isSearchable } from '../search-attributes';
import type { ExportMemo } from './export-state';

/** The input of an export of named days, with all its options. */
type Launch = ExportDayRangeInput & { readonly range: DayRange; readonly options: ExportOptions };

/**
 * Start the workflow of an export, or find it running.
 *
 * @param mayFollow whether a closed workflow of the same id may come before it
 * @throws WorkflowExecutionAlreadyStartedError when one came before it and must not
 */
export async function launchExport(
  client: Client,
  workflowId: string,
  input: Launch,
  mayFollow: boolean,
): Promise<void> {
  const { account, resourceType, range, options } = input;
  const memo: ExportMemo = { resourceType, range, options };
  await client.workflow.start<typeof exportDayRange>('exportDayRange', {
    workflowId,
    taskQueue: taskQueueOf(account),
    args: [{ ...input, isSearchable: (await isSearchable(client)) ? true : undefined }],
    memo: { ...memo },
    staticSummary: `${resourceType} ${formatRange(range)} (${countDays(range)} days)`,
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: mayFollow ? 'ALLOW_DUPLICATE' : 'REJECT_DUPLICATE',
  });
}
