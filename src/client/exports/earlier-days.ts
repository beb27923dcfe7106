import type { Client } from '@temporalio/client';
import { ledgerQuery } from '../../contract/messages';
import { fromEntries, type DayMap } from '../../domain/days/day-map';
import type { DayStanding } from '../../domain/ledger/day-state';
import { ownCommand } from '../own-command';
import { OrderRefused } from '../send-command';

const QUERY_TIMEOUT_MS = 10_000;

/**
 * Where the days of a closed export stood at its end; undefined when it never began.
 *
 * @throws OrderRefused when nobody can tell
 */
export async function readEarlierDays(
  client: Client,
  workflowId: string,
): Promise<DayMap<DayStanding> | undefined> {
  try {
    const days = await client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, () =>
      client.workflow.getHandle(workflowId).query(ledgerQuery),
    );
    return fromEntries(
      days.map(({ startDay, endDay, ...value }) => ({ range: { startDay, endDay }, value })),
    );
  } catch (error) {
    throw new OrderRefused(
      `${workflowId} is closed, and how far it came could not be asked: ${(error as Error).message}. Or ask ` +
        `for every day again with --fresh. A worker has to run to tell: ${ownCommand('worker')}`,
    );
  }
}

/** Whether a day needs nothing more. */
export function isSettledWell({ standing }: DayStanding): boolean {
  return standing === 'exported' || standing === 'delivered' || standing === 'empty';
}
