import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { countDays, formatRange } from '../domain/day-range';
import { flagOf, type ExportOptions } from '../domain/export-options';
import { exportWorkflowId, taskQueueOf } from '../names';
import type { exportDayRange } from '../workflows';
import { memoOf, readExportState, type ExportMemo, type ExportState } from './export-state';
import type { WantedExport } from './export-words';
import { findOverlaps, type Overlap } from './find-overlaps';
import { formatDuration } from './parse-duration';

/** What became of the wish to export. */
export type Start =
  | { readonly kind: 'started'; readonly workflowId: string }
  /** It runs already; with other options than asked for, when some are named. */
  | {
      readonly kind: 'attached';
      readonly workflowId: string;
      readonly otherOptions: readonly OptionDifference[];
    }
  /** It ran before and is closed; nothing was started. */
  | { readonly kind: 'closed'; readonly workflowId: string; readonly before: ExportState }
  /** Other exports have some of its days; nothing was started. */
  | { readonly kind: 'overlapping'; readonly workflowId: string; readonly overlaps: readonly Overlap[] };

interface OptionDifference {
  readonly option: string;
  readonly running: string;
  readonly wanted: string;
}

/**
 * Start an export, or attach to it when it runs already. It is not started when it is closed, or when another export
 * has some of its days, because Twilio would be asked for them again, unless `again` says so.
 */
export async function startExport(client: Client, wanted: WantedExport, again: boolean): Promise<Start> {
  const { account, resourceType, range, options } = wanted;
  const workflowId = exportWorkflowId(account, resourceType, range);
  const before = await readExportState(client, workflowId);
  if (before?.state === 'running') {
    return { kind: 'attached', workflowId, otherOptions: differences(before.options, wanted) };
  }
  if (before && !again) return { kind: 'closed', workflowId, before };
  const overlaps = again ? [] : await findOverlaps(client, wanted);
  if (overlaps.length > 0) return { kind: 'overlapping', workflowId, overlaps };

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
  return startedOrAttached(client, workflowId, wanted);
}

/** Two people may start at the same moment: the one who came second learns whose options hold. */
async function startedOrAttached(client: Client, workflowId: string, wanted: WantedExport): Promise<Start> {
  const running = memoOf(await client.workflow.getHandle(workflowId).describe()).options;
  const otherOptions = differences(running, wanted);
  return otherOptions.length > 0
    ? { kind: 'attached', workflowId, otherOptions }
    : { kind: 'started', workflowId };
}

function differences(
  running: ExportOptions | undefined,
  { options, asked }: WantedExport,
): OptionDifference[] {
  if (!running) return [];
  return asked
    .filter((option) => running[option] !== options[option])
    .map((option) => ({
      option: flagOf(option),
      running: spoken(option, running[option]),
      wanted: spoken(option, options[option]),
    }));
}

function spoken(option: string, value: number | boolean): string {
  return option.endsWith('Ms') ? formatDuration(Number(value)) : String(value);
}
