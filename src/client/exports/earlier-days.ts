import type { Client } from '@temporalio/client';
import { ledgerQuery } from '../../contract/messages';
import { fromEntries, type DayMap } from '../../domain/days/day-map';
import { isDeliverable, type DayState } from '../../domain/ledger/day-state';
import { workerCommand } from '../own-command';
import { CommandError } from '../send-command';
import { isTaskFailing, reasonOf } from './task-failure';

const QUERY_TIMEOUT_MS = 10_000;

/** How far a closed export came: where its days stood at its end, or that no worker can ever tell. */
export type EarlierDays = DayMap<DayState> | 'cannotBeReplayed';

/**
 * Where the days of a closed export stood at its end; undefined when it never began.
 *
 * @throws CommandError when no worker answers
 */
export async function readEarlierDays(
  client: Client,
  account: string,
  workflowId: string,
): Promise<EarlierDays | undefined> {
  try {
    const days = await client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, () =>
      client.workflow.getHandle(workflowId).query(ledgerQuery),
    );
    return fromEntries(
      days.map(({ startDay, endDay, ...value }) => ({ range: { startDay, endDay }, value })),
    );
  } catch (error) {
    const reason = reasonOf(error as Error);
    if (isTaskFailing(reason)) return 'cannotBeReplayed';
    throw new CommandError(
      `${workflowId} is closed, and how far it came could not be asked: ${reason}. Or ask ` +
        `for every day again with --fresh. A worker has to run to tell: ${workerCommand(account)}`,
    );
  }
}

/** Whether a day needs nothing more. */
export function isDone(day: DayState): boolean {
  return (
    (day.state === 'exported' && !isDeliverable(day)) || day.state === 'delivered' || day.state === 'empty'
  );
}
