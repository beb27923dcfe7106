import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { countWhere } from '../../domain/days/day-map';
import { packDayMap } from '../../domain/days/packed-day-map';
import { CommandError } from '../send-command';
import { flagOf, formatOption, type ExportOptions } from '../../domain/request/export-options';
import { isFixed } from '../../domain/request/validate-options';
import { exportWorkflowId } from '../../contract/ids';
import type { ExportSpec } from '../../domain/request/export-request';
import { isDone, readEarlierDays } from './earlier-days';
import { ownCommand } from '../own-command';
import { memoOf, type ExportState, type ExportMemo } from './export-state';
import { describeExport, readExportState } from './read-export-state';
import type { ExportDayRangeInput } from '../../contract/messages';
import { countDays, formatRange, type DayRange } from '../../domain/days/day-range';
import type { exportDayRange } from '../../workflows';
import { requireSameEncryption } from '../encryption';
import { isSearchable } from '../search-attributes';

export type Start = { readonly workflowId: string } & (
  | { readonly kind: 'started' }
  /** It is already running; `otherOptions` are the requested options that differ. */
  | { readonly kind: 'attached'; readonly otherOptions: readonly OptionDifference[] }
  | ({ readonly before: ExportState } & StartAfter)
);

type StartAfter =
  /** The earlier run completed every day; nothing was started. */
  | { readonly kind: 'closed' }
  /** Started again for the days that the earlier run did not complete. */
  | { readonly kind: 'resumed'; readonly missingDays: number }
  /** Started again for the days that are not in the archive; `inherited` from the earlier run when the request has none. */
  | { readonly kind: 'rechecked'; readonly inherited?: string | undefined }
  /** Started again for the days that Twilio does not have, since the earlier run cannot be replayed. */
  | { readonly kind: 'restarted' };

/** An option whose value in a running export differs from the request. */
export type OptionDifference = ReturnType<typeof differences>[number];

/**
 * Start an export, or attach to it. A closed one is started again for the days that it did not complete, unless `fresh` is set.
 * @throws CommandError when the progress of a closed export cannot be read, or a running one has another archive
 */
export async function startExport(client: Client, spec: ExportSpec): Promise<Start> {
  const { account, resourceType, range } = spec;
  const workflowId = exportWorkflowId(account, resourceType, range);
  const known = await describeExport(client, workflowId);
  if (known?.state === 'running') return attached(workflowId, known.options, spec);
  const inherited = spec.options.archive === undefined ? known?.options?.archive : undefined;
  const options = inherited === undefined ? spec.options : { ...spec.options, archive: inherited };
  const before = known && (await readExportState(client, workflowId));
  const isRemembered = !options.fresh && options.archive === undefined;
  const reading = before && isRemembered ? await readEarlierDays(client, workflowId) : undefined;
  const earlier = reading === 'cannotBeReplayed' ? undefined : reading;
  const missingDays = earlier && countWhere(earlier, (day) => !isDone(day));
  if (before && missingDays === 0) return { kind: 'closed', workflowId, before };

  const input = { account, resourceType, range, options, earlier: earlier && packDayMap(earlier) };
  try {
    await launchExport(client, spec.taskQueue, workflowId, input, before !== undefined);
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return startExport(client, spec);
  }
  if (before && options.archive !== undefined) return { kind: 'rechecked', workflowId, before, inherited };
  if (before && missingDays !== undefined) return { kind: 'resumed', workflowId, before, missingDays };
  if (before && reading === 'cannotBeReplayed') return { kind: 'restarted', workflowId, before };
  return startedOrAttached(client, workflowId, spec);
}

/** Of two clients that start the same export at once, the second attaches to it, and to its options. */
async function startedOrAttached(client: Client, workflowId: string, spec: ExportSpec): Promise<Start> {
  const running = memoOf(await client.workflow.getHandle(workflowId).describe()).options;
  return differences(running, spec).length > 0 ? attached(workflowId, running, spec) : { kind: 'started', workflowId };
}

/** An export that is running with another archive delivers nothing to the requested one. */
function attached(workflowId: string, running: ExportOptions | undefined, spec: ExportSpec): Start {
  const otherOptions = differences(running, spec);
  const archive = otherOptions.find(({ option }) => option === flagOf('archive'));
  if (!archive) return { kind: 'attached', workflowId, otherOptions };
  const difference = `${workflowId} is already running with --archive ${archive.running}, not ${archive.requested}.`;
  const advice = `Run the same command again after the export ends. Follow it: ${ownCommand('watch', workflowId)}`;
  throw new CommandError(`${difference} A running export cannot change its archive. ${advice}`);
}

function differences(running: ExportOptions | undefined, { options, asked }: ExportSpec) {
  if (!running) return [];
  return asked
    .filter((option) => running[option] !== options[option])
    .map((option) => ({
      option: flagOf(option),
      isFixed: isFixed(option),
      running: formatOption(option, running[option]),
      requested: formatOption(option, options[option]),
    }));
}

/** The input of an export with a range and all options. */
type Launch = ExportDayRangeInput & { readonly range: DayRange; readonly options: ExportOptions };

/** Start an export or attach to it; `mayFollow` a closed one of the same id. @throws WorkflowExecutionAlreadyStartedError */
export async function launchExport(client: Client, taskQueue: string, workflowId: string, input: Launch, mayFollow: boolean) {
  const { resourceType, range, options } = input;
  await requireSameEncryption(client, taskQueue);
  await client.workflow.start<typeof exportDayRange>('exportDayRange', {
    workflowId,
    taskQueue,
    args: [{ ...input, isSearchable: (await isSearchable(client)) ? true : undefined }],
    memo: { resourceType, range, options } satisfies ExportMemo,
    staticSummary: `${resourceType} ${formatRange(range)} (${countDays(range)} days)`,
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: mayFollow ? 'ALLOW_DUPLICATE' : 'REJECT_DUPLICATE',
  });
}
