import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { describeExport } from '../../client/exports/read-export-state';
import { resubmitExport, type Resubmitted } from '../../client/exports/resubmit-export';
import { sendToExport } from '../../client/exports/send-to-export';
import { resubmitUpdate } from '../../contract/messages';
import type { DayRange } from '../../domain/days/day-range';
import { formatDays } from '../../domain/format';
import { parseRange } from '../input/parse-range';
import { examples } from '../output/examples';
import { printResult } from '../output/print';

interface ResubmitFlags {
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
}

const DESCRIPTION = 'Works for a running export and for a closed one, which is started again with its archive and its options.';

/** Define `resubmit`: request the missing days of a running or closed export again. */
export function defineResubmit(command: Command): void {
  command
    .description(DESCRIPTION)
    .argument('<workflow-id>', 'Workflow ID, as printed by `export` and `list`')
    .option('--from <day>', 'Only missing days on or after this day')
    .option('--to <day>', 'Only missing days on or before this day')
    .option('--json', 'Print JSON to stdout')
    .addHelpText('after', examples('resubmit export-default-Messages-2024-01-01..2024-03-31 --from 2024-02-01 --to 2024-02-02'))
    .action(async (workflowId: string, flags: ResubmitFlags) => {
      await resubmit(workflowId, flags);
    });
}

async function resubmit(workflowId: string, { from, to, json }: ResubmitFlags): Promise<void> {
  const only = rangeOf(from, to);
  const resubmitted = await withTemporal(async ({ client }) => {
    const known = await describeExport(client, workflowId);
    return known && known.state !== 'running'
      ? resubmitExport(client, workflowId, only)
      : resubmitRunning(client, workflowId, only);
  });
  const days = formatDays(resubmitted.days);
  const message =
    resubmitted.workflowId === workflowId
      ? `${workflowId} requests ${days} again.`
      : `${resubmitted.workflowId} requests ${days} of ${workflowId} again.`;
  printResult(resubmitted, message, json, [['status', resubmitted.workflowId]]);
}

async function resubmitRunning(client: Client, workflowId: string, only: DayRange | undefined): Promise<Resubmitted> {
  const request = { id: randomUUID(), ranges: only && [only] };
  const { days } = await sendToExport(client, workflowId, (handle) => handle.executeUpdate(resubmitUpdate, { args: [request] }));
  return { workflowId, days };
}

function rangeOf(from: string | undefined, to: string | undefined): DayRange | undefined {
  if (from === undefined && to === undefined) return undefined;
  return parseRange({ from: from ?? '0001-01-01', to: to ?? '2999-12-31' }, Date.now());
}
