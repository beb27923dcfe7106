import type { Client } from '@temporalio/client';
import { ledgerQuery } from '../../contract/messages';
import { fromEntries, type DayMap } from '../../domain/days/day-map';
import { isDeliverable, type DayState } from '../../domain/ledger/day-state';
import { workerCommand } from '../own-command';
import { CommandError } from '../send-command';
import { isTaskFailing, reasonOf } from './task-failure';

const QUERY_TIMEOUT_MS = 10_000;

/** The state of every day at the end of a closed export, or that its history cannot be replayed to read it. */
export type EarlierDays = DayMap<DayState> | 'cannotBeReplayed';

/** Read the state of every day of an export, usually a closed one. @throws CommandError when no worker responds */
export async function readEarlierDays(client: Client, workflowId: string): Promise<EarlierDays | undefined> {
  const handle = client.workflow.getHandle(workflowId);
  try {
    const days = await client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, () => handle.query(ledgerQuery));
    return fromEntries(days.map(({ startDay, endDay, ...value }) => ({ range: { startDay, endDay }, value })));
  } catch (error) {
    const reason = reasonOf(error as Error);
    if (isTaskFailing(reason)) return 'cannotBeReplayed';
    const known = await handle.describe().catch(() => undefined);
    const start = known ? `: ${workerCommand(known.taskQueue)}` : '.';
    const advice = `Request every day again with --fresh, or start a worker and retry${start}`;
    throw new CommandError(`The days of ${workflowId} could not be read: ${reason}. ${advice}`);
  }
}

export function isDone(day: DayState): boolean {
  return (day.state === 'exported' && !isDeliverable(day)) || day.state === 'delivered' || day.state === 'empty';
}
