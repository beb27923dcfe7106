import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { sendCommand } from '../../client/send-command';
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

/** Define `resubmit`: days that a running export gave up are asked for again. */
export function defineResubmit(command: Command): void {
  command
    .argument('<workflow-id>', 'as printed by export and list')
    .option('--from <day>', 'only days from this one on')
    .option('--to <day>', 'only days up to this one')
    .option('--json', 'print JSON on stdout')
    .addHelpText(
      'after',
      examples('resubmit export-default-Messages-2024-01-01..2024-03-31 --from 2024-02-01 --to 2024-02-02'),
    )
    .action(async (workflowId: string, flags: ResubmitFlags) => {
      await resubmit(workflowId, flags);
    });
}

async function resubmit(workflowId: string, { from, to, json }: ResubmitFlags): Promise<void> {
  const request = { id: randomUUID(), ranges: rangesOf(from, to) };
  const { days } = await withTemporal(({ client }) =>
    sendCommand(client, workflowId, (handle) => handle.executeUpdate(resubmitUpdate, { args: [request] })),
  );
  printResult({ workflowId, days }, `${formatDays(days)} of ${workflowId} will be asked for again.`, json, [
    `status ${workflowId}`,
  ]);
}

function rangesOf(from: string | undefined, to: string | undefined): DayRange[] | undefined {
  if (from === undefined && to === undefined) return undefined;
  return [parseRange({ from: from ?? '0001-01-01', to: to ?? '2999-12-31' }, Date.now())];
}
