import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { countWhere, packDayMap } from '../../domain/days/day-map';
import { countDays, formatRange } from '../../domain/days/day-range';
import { flagOf, type ExportOptions } from '../../domain/request/export-options';
import { exportWorkflowId, taskQueueOf } from '../../contract/ids';
import type { ExportSpec } from '../../domain/request/export-request';
import type { exportDayRange } from '../../workflows';
import { isDone, readEarlierDays } from './earlier-days';
import { isSearchable } from '../search-attributes';
import { memoOf, type ExportMemo, type ExportState } from './export-state';
import { formatOption } from './format-option';
import { describeExport, readExportState } from './read-export-state';

/** What became of the request to export. */
export type Start =
  | { readonly kind: 'started'; readonly workflowId: string }
  /** It runs already; with other options than asked for, when some are named. */
  | {
      readonly kind: 'attached';
      readonly workflowId: string;
      readonly otherOptions: readonly OptionDifference[];
    }
  /** It ran before and settled every day well; nothing was started. */
  | { readonly kind: 'closed'; readonly workflowId: string; readonly before: ExportState }
  /** It ran before, and is started again for what was not settled then. */
  | {
      readonly kind: 'resumed';
      readonly workflowId: string;
      readonly before: ExportState;
      readonly missingDays: number;
    }
  /** It ran before, and is started again for what is not in its archive. */
  | { readonly kind: 'rechecked'; readonly workflowId: string; readonly before: ExportState }
  /** It ran before and cannot be replayed: it is started again for what is not at Twilio. */
  | { readonly kind: 'restarted'; readonly workflowId: string; readonly before: ExportState };

interface OptionDifference {
  readonly option: string;
  readonly running: string;
  readonly requested: string;
}

/**
 * Start an export, or attach to it when it runs already. A closed one is started again only for the days that it did
 * not settle, or that are not in the archive, unless every day is wanted fresh.
 *
 * @throws CommandError when a closed export cannot be asked how far it came
 */
export async function startExport(client: Client, spec: ExportSpec): Promise<Start> {
  const { account, resourceType, range, options } = spec;
  const workflowId = exportWorkflowId(account, resourceType, range);
  const known = await describeExport(client, workflowId);
  if (known?.state === 'running') {
    return { kind: 'attached', workflowId, otherOptions: differences(known.options, spec) };
  }
  const before = known && (await readExportState(client, workflowId));
  const isRemembered = !options.fresh && options.archive === undefined;
  const told = before && isRemembered ? await readEarlierDays(client, workflowId) : undefined;
  const earlier = told === 'cannotBeReplayed' ? undefined : told;
  const missingDays = earlier && countWhere(earlier, (day) => !isDone(day));
  if (before && missingDays === 0) return { kind: 'closed', workflowId, before };

  const memo: ExportMemo = { resourceType, range, options };
  const searchable = (await isSearchable(client)) ? true : undefined;
  try {
    await client.workflow.start<typeof exportDayRange>('exportDayRange', {
      workflowId,
      taskQueue: taskQueueOf(account),
      args: [
        {
          account,
          resourceType,
          range,
          options,
          earlier: earlier && packDayMap(earlier),
          isSearchable: searchable,
        },
      ],
      memo: { ...memo },
      staticSummary: `${resourceType} ${formatRange(range)} (${countDays(range)} days)`,
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: before ? 'ALLOW_DUPLICATE' : 'REJECT_DUPLICATE',
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return startExport(client, spec);
  }
  if (before && options.archive !== undefined) return { kind: 'rechecked', workflowId, before };
  if (before && missingDays !== undefined) return { kind: 'resumed', workflowId, before, missingDays };
  if (before && told === 'cannotBeReplayed') return { kind: 'restarted', workflowId, before };
  return startedOrAttached(client, workflowId, spec);
}

/** Two people may start at the same moment: the one who came second learns whose options hold. */
async function startedOrAttached(client: Client, workflowId: string, spec: ExportSpec): Promise<Start> {
  const running = memoOf(await client.workflow.getHandle(workflowId).describe()).options;
  const otherOptions = differences(running, spec);
  return otherOptions.length > 0
    ? { kind: 'attached', workflowId, otherOptions }
    : { kind: 'started', workflowId };
}

function differences(running: ExportOptions | undefined, { options, asked }: ExportSpec): OptionDifference[] {
  if (!running) return [];
  return asked
    .filter((option) => running[option] !== options[option])
    .map((option) => ({
      option: flagOf(option),
      running: formatOption(option, running[option]),
      requested: formatOption(option, options[option]),
    }));
}
