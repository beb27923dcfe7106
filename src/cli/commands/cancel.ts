import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { cancelExport } from '../../client/exports/cancel-export';
import { followExport } from '../../client/exports/follow-export';
import { outputOf, printEnd } from '../output/print-end';
import { examples } from '../output/examples';
import { progressDisplayOn } from '../output/progress-display';

/** Define `cancel`: end an export, and delete its unfinished jobs at Twilio. */
export function defineCancel(command: Command): void {
  command
    .argument('<workflow-id>', 'as printed by export and list')
    .option('--json', 'print JSON on stdout')
    .addHelpText('after', examples('cancel export-default-Messages-2024-01-01..2024-03-31'))
    .action(async (workflowId: string, { json }: { json?: boolean }) => {
      process.exitCode = await cancel(workflowId, json ?? false);
    });
}

async function cancel(workflowId: string, json: boolean): Promise<number> {
  return withTemporal(async ({ client }) => {
    await cancelExport(client, workflowId);
    const end = await followExport(client, workflowId, progressDisplayOn(outputOf(json)));
    printEnd(end, [['status', workflowId], ['list']], json);
    return end.state === 'cancelled' ? 0 : 1;
  });
}
