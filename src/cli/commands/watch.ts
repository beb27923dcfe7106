import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { followExport } from '../../client/exports/follow-export';
import { exitCodeOf, outputOf, printEnd } from '../output/print-end';
import { examples } from '../output/examples';
import { progressDisplayOn } from '../output/progress-display';

/** Define `watch`: follow an export on the terminal, job by job. */
export function defineWatch(command: Command): void {
  command
    .argument('<workflow-id>', 'as printed by export and list')
    .option('--json', 'print JSON on stdout when it has ended')
    .addHelpText(
      'after',
      '\nCtrl-C stops only the watching. Where the output is no terminal, each change is a line.',
    )
    .addHelpText('after', examples('watch export-default-Messages-2024-01-01..2024-03-31'))
    .action(async (workflowId: string, { json }: { json?: boolean }) => {
      process.exitCode = await watch(workflowId, json ?? false);
    });
}

async function watch(workflowId: string, json: boolean): Promise<number> {
  const out = outputOf(json);
  const end = await withTemporal(({ client }) => followExport(client, workflowId, progressDisplayOn(out)));
  printEnd(end, [['status', workflowId]], json);
  return exitCodeOf(end);
}
