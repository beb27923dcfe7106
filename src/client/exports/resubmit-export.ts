import type { Client } from '@temporalio/client';
import { accountOfTaskQueue, exportWorkflowId } from '../../contract/ids';
import { rangesWhere, type DayMap } from '../../domain/days/day-map';
import { packDayMap } from '../../domain/days/packed-day-map';
import { countDays, intersection, type DayRange } from '../../domain/days/day-range';
import type { DayState } from '../../domain/ledger/day-state';
import { ownCommand } from '../own-command';
import { CommandError } from '../send-command';
import { isDone, readEarlierDays } from './earlier-days';
import { memoOf } from './export-state';
import { launchExport } from './launch-export';

/** The export that requests missing days again, and their number. */
export interface Resubmitted {
  readonly workflowId: string;
  readonly days: number;
}

/**
 * Start a closed export again for its missing days, with its archive and its options. A part of the days, or the days of a
 * scheduled run, become a separate export.
 *
 * @throws CommandError when no day is missing, or when the progress of the export cannot be read
 */
export async function resubmitExport(client: Client, closedId: string, only?: DayRange): Promise<Resubmitted> {
  const description = await client.workflow.getHandle(closedId).describe();
  const { resourceType, range: wholeRange, options } = memoOf(description);
  if (!resourceType || !wholeRange || !options) {
    throw new CommandError(
      `The range of the closed export ${closedId} is unknown. Export its days with: ${ownCommand('export', '--help')}`,
    );
  }
  const account = accountOfTaskQueue(description.taskQueue);
  const reading = await readEarlierDays(client, account, closedId);
  const earlier = reading === 'cannotBeReplayed' ? undefined : reading;
  const missing = missingRanges(earlier, wholeRange, only);
  const [first] = missing;
  const last = missing.at(-1);
  if (!first || !last) throw new CommandError(`No day of ${closedId} is missing.`);

  const isWhole = only === undefined && closedId === exportWorkflowId(account, resourceType, wholeRange);
  const range = isWhole ? wholeRange : { startDay: first.startDay, endDay: last.endDay };
  const workflowId = exportWorkflowId(account, resourceType, range);
  await launchExport(
    client,
    workflowId,
    {
      account,
      resourceType,
      range,
      options: { ...options, fresh: false, reexport: 'missing', lookback: 0 },
      earlier: earlier && packDayMap(earlier),
      resubmitted: missing,
    },
    true,
  );
  return { workflowId, days: missing.reduce((sum, each) => sum + countDays(each), 0) };
}

/** Without a ledger, every day may be missing; the survey finds the available ones. */
function missingRanges(earlier: DayMap<DayState> | undefined, wholeRange: DayRange, only: DayRange = wholeRange): DayRange[] {
  const ranges = earlier ? rangesWhere(earlier, (day) => !isDone(day)) : [wholeRange];
  return ranges.flatMap((range) => intersection(range, only) ?? []);
}
