import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { followUntilInterrupt } from '../follow';
import { exitCodeOf, outputOf, printEnd } from '../output/print-end';
import { examples } from '../output/examples';
import { progressDisplayOn } from '../output/progress-display';

const DESCRIPTION = `Shows progress, open jobs and the expected end until the export ends. Without a terminal, prints one line per
change. Ctrl-C stops following; the export continues.`;

/** Define `watch`. */
export function defineWatch(command: Command): void {
  command
    .description(DESCRIPTION)
    .argument('<workflow-id>', 'Workflow ID, as printed by `export` and `list`')
    .option('--json', 'Print the final state as JSON to stdout')
    .addHelpText('after', examples('watch export-default-Messages-2024-01-01..2024-03-31'))
    .action(async (workflowId: string, { json }: { json?: boolean }) => {
      process.exitCode = await watch(workflowId, json ?? false);
    });
}

async function watch(workflowId: string, json: boolean): Promise<number> {
  const out = outputOf(json);
  const end = await withTemporal(({ client }) => followUntilInterrupt(client, workflowId, progressDisplayOn(out)));
  printEnd(end, [['status', workflowId]], json);
  return exitCodeOf(end);
}
