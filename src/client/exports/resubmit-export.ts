import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { exportWorkflowId } from '../../contract/ids';
import { resubmitUpdate } from '../../contract/messages';
import { rangesWhere, type DayMap } from '../../domain/days/day-map';
import { packDayMap } from '../../domain/days/packed-day-map';
import { intersection, sumDays, type DayRange } from '../../domain/days/day-range';
import type { DayState } from '../../domain/ledger/day-state';
import type { ExportOptions } from '../../domain/request/export-options';
import { ownCommand } from '../own-command';
import { CommandError } from '../send-command';
import { isDone, readEarlierDays } from './earlier-days';
import type { ExportState } from './export-state';
import { launchExport } from './start-export';
import { describeExport } from './read-export-state';
import { sendToExport } from './send-to-export';

type TaskQueueFor = (account: string) => string;

/**
 * Request the missing days of an export again. A closed export is started again; a part of its days, or of a scheduled run, becomes
 * a separate export. Its task queue is that of the account now.
 * @throws CommandError when no day is missing, or the progress cannot be read
 */
export async function resubmitExport(client: Client, workflowId: string, taskQueueFor: TaskQueueFor, only?: DayRange) {
  const known = await describeExport(client, workflowId);
  if (known && known.state !== 'running') return resubmitClosed(client, known, taskQueueFor, only);
  const request = { id: randomUUID(), ranges: only && [only] };
  const { days } = await sendToExport(client, workflowId, (handle) => handle.executeUpdate(resubmitUpdate, { args: [request] }));
  return { workflowId, days };
}

async function resubmitClosed(client: Client, closed: ExportState, taskQueueFor: TaskQueueFor, only: DayRange | undefined) {
  const { workflowId: closedId, account, resourceType, range: wholeRange, options } = closed;
  if (account === undefined || !resourceType || !wholeRange || !options) {
    const advice = `Export its days with: ${ownCommand('export', '--help')}`;
    throw new CommandError(`The range of the closed export ${closedId} is unknown. ${advice}`);
  }
  const reading = await readEarlierDays(client, closedId);
  const earlier = reading === 'cannotBeReplayed' ? undefined : reading;
  const missing = missingRanges(earlier, wholeRange, only);
  const [first] = missing;
  const last = missing.at(-1);
  if (!first || !last) throw new CommandError(`No day of ${closedId} is missing.`);

  const isWhole = only === undefined && closedId === exportWorkflowId(account, resourceType, wholeRange);
  const range = isWhole ? wholeRange : { startDay: first.startDay, endDay: last.endDay };
  const workflowId = exportWorkflowId(account, resourceType, range);
  const again: ExportOptions = { ...options, fresh: false, reexport: 'missing', lookback: 0 };
  const what = { account, resourceType, range, options: again, earlier: earlier && packDayMap(earlier), resubmitted: missing };
  await launchExport(client, taskQueueFor(account), workflowId, what, true);
  return { workflowId, days: sumDays(missing) };
}

/** Without a ledger, every day may be missing; the survey finds the available ones. */
function missingRanges(earlier: DayMap<DayState> | undefined, wholeRange: DayRange, only: DayRange = wholeRange): DayRange[] {
  return (earlier ? rangesWhere(earlier, (day) => !isDone(day)) : [wholeRange]).flatMap((range) => intersection(range, only) ?? []);
}
