import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { sendCommand } from '../../client/send-command';
import { pauseUpdate, resumeUpdate } from '../../contract/messages';
import { examples } from '../output/examples';
import { printResult } from '../output/print';

/** Define `pause`: an export submits nothing more. Open jobs are polled all the while. */
export function definePause(command: Command): void {
  command
    .argument('<workflow-id>', 'as printed by export and list')
    .option('--reason <text>', 'shown to whoever looks at the export')
    .option('--json', 'print JSON on stdout')
    .addHelpText(
      'after',
      examples('pause export-default-Messages-2024-01-01..2024-03-31 --reason "quota is needed elsewhere"'),
    )
    .action(async (workflowId: string, { reason, json }: { reason?: string; json?: boolean }) => {
      await withTemporal(({ client }) =>
        sendCommand(client, workflowId, (handle) =>
          handle.executeUpdate(pauseUpdate, { args: [{ reason }] }),
        ),
      );
      printResult({ workflowId, paused: true, reason }, `${workflowId} is paused.`, json, [
        ['resume', workflowId],
        ['status', workflowId],
      ]);
    });
}

/** Define `resume`: a paused export goes on. */
export function defineResume(command: Command): void {
  command
    .argument('<workflow-id>', 'as printed by export and list')
    .option('--json', 'print JSON on stdout')
    .addHelpText('after', examples('resume export-default-Messages-2024-01-01..2024-03-31'))
    .action(async (workflowId: string, { json }: { json?: boolean }) => {
      await withTemporal(({ client }) =>
        sendCommand(client, workflowId, (handle) => handle.executeUpdate(resumeUpdate)),
      );
      printResult({ workflowId, paused: false }, `${workflowId} goes on.`, json, [['status', workflowId]]);
    });
}
