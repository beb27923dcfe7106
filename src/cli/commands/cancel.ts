import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { cancelExport } from '../../client/exports/cancel-export';
import { followUntilInterrupt } from '../follow';
import { confirm, YES_OPTION } from '../input/confirm';
import { outputOf, printEnd } from '../output/print-end';
import { examples } from '../output/examples';
import { progressDisplayOn } from '../output/progress-display';

const DESCRIPTION = 'Deletes the unfinished jobs of the export at Twilio, and shows the result. Exported files are kept.';

/** Define `cancel`. */
export function defineCancel(command: Command): void {
  command
    .description(DESCRIPTION)
    .argument('<workflow-id>', 'Workflow ID, as printed by `export` and `list`')
    .option(...YES_OPTION)
    .option('--json', 'Print JSON to stdout')
    .addHelpText('after', examples('cancel export-default-Messages-2024-01-01..2024-03-31'))
    .action(async (workflowId: string, { yes, json }: { yes?: boolean; json?: boolean }) => {
      await confirm(`Cancel ${workflowId} and delete its unfinished jobs at Twilio?`, yes);
      process.exitCode = await cancel(workflowId, json ?? false);
    });
}

async function cancel(workflowId: string, json: boolean): Promise<number> {
  return withTemporal(async ({ client }) => {
    await cancelExport(client, workflowId);
    const end = await followUntilInterrupt(client, workflowId, progressDisplayOn(outputOf(json)));
    printEnd(end, [['status', workflowId], ['list']], json);
    return end.state === 'cancelled' ? 0 : 1;
  });
}
