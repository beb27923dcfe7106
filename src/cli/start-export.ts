import ms, { type StringValue } from 'ms';
import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { countDays, formatRange } from '../domain/day-range';
import { flagOf, type ExportOptions } from '../domain/export-options';
import { exportWorkflowId, taskQueueOf } from '../names';
import type { exportDayRange } from '../workflows';
import { memoOf, readExportState, type ExportMemo, type ExportState } from './export-state';
import type { WantedExport } from './export-words';

/** What became of the wish to export. */
export type Start =
  | { readonly kind: 'started'; readonly workflowId: string }
  /** It runs already; with other options, when some are named. */
  | {
      readonly kind: 'attached';
      readonly workflowId: string;
      readonly otherOptions: readonly OptionDifference[];
    }
  /** It ran before and is closed; nothing was started. */
  | { readonly kind: 'closed'; readonly workflowId: string; readonly before: ExportState };

interface OptionDifference {
  readonly option: string;
  readonly running: string;
  readonly wanted: string;
}

/**
 * Start an export, or attach to it when it runs already. One that is closed is not started again, because every day
 * would be requested again, unless `again` says so.
 */
export async function startExport(client: Client, wanted: WantedExport, again: boolean): Promise<Start> {
  const { account, resourceType, range, options } = wanted;
  const workflowId = exportWorkflowId(account, resourceType, range);
  const before = await readExportState(client, workflowId);
  if (before?.state === 'running') {
    return { kind: 'attached', workflowId, otherOptions: differences(before.options, options) };
  }
  if (before && !again) return { kind: 'closed', workflowId, before };

  const memo: ExportMemo = { resourceType, range, options };
  try {
    await client.workflow.start<typeof exportDayRange>('exportDayRange', {
      workflowId,
      taskQueue: taskQueueOf(account),
      args: [{ account, resourceType, range, options }],
      memo: { ...memo },
      staticSummary: `${resourceType} ${formatRange(range)} (${countDays(range)} days)`,
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: again ? 'ALLOW_DUPLICATE' : 'REJECT_DUPLICATE',
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return startExport(client, wanted, again);
  }
  return attachedToAnother(client, workflowId, options);
}

/** Two people may start at the same moment: the one who came second learns whose options hold. */
async function attachedToAnother(client: Client, workflowId: string, options: ExportOptions): Promise<Start> {
  const running = memoOf(await client.workflow.getHandle(workflowId).describe()).options;
  const otherOptions = differences(running, options);
  return otherOptions.length > 0
    ? { kind: 'attached', workflowId, otherOptions }
    : { kind: 'started', workflowId };
}

function differences(running: ExportOptions | undefined, wanted: ExportOptions): OptionDifference[] {
  if (!running) return [];
  const options = Object.keys(wanted) as (keyof ExportOptions)[];
  return options
    .filter((option) => running[option] !== wanted[option])
    .map((option) => ({
      option: flagOf(option),
      running: spoken(option, running[option]),
      wanted: spoken(option, wanted[option]),
    }));
}

/** Whole units only, so that 90 seconds are not called two minutes. */
function spoken(option: string, value: number | boolean): string {
  if (!option.endsWith('Ms')) return String(value);
  const exact = ms(Number(value));
  return ms(exact as StringValue) === value ? exact : `${Number(value) / 1000}s`;
}
