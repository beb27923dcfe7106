import type { Client } from '@temporalio/client';
import { taskQueueOf } from '../../contract/ids';
import type { ExportDayRangeInput } from '../../contract/messages';
import { countDays, formatRange, type DayRange } from '../../domain/days/day-range';
import type { ExportOptions } from '../../domain/request/export-options';
import type { exportDayRange } from '../../workflows';
import { requireSameEncryption } from '../encryption';
import { isSearchable } from '../search-attributes';
import type { ExportMemo } from './export-state';

/** The input of an export with a range and all options. */
type Launch = ExportDayRangeInput & { readonly range: DayRange; readonly options: ExportOptions };

/**
 * Start the workflow of an export, or attach to the running one. `mayFollow` allows a closed one of the same id before it.
 * @throws WorkflowExecutionAlreadyStartedError
 */
export async function launchExport(client: Client, workflowId: string, input: Launch, mayFollow: boolean): Promise<void> {
  const { account, resourceType, range, options } = input;
  await requireSameEncryption(client, account);
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
