import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { sendOrder } from '../../client/send-command';
import { pauseUpdate, resumeUpdate } from '../../contract/messages';
import { answerOrder } from '../output/print';

/** Add `pause` and `resume`: an export submits nothing more, or goes on. Open jobs are polled all the while. */
export function addPauseCommands(program: Command): void {
  program
    .command('pause')
    .description('submit nothing more until resumed; open jobs are polled on')
    .argument('<workflow-id>', 'as printed by export and list')
    .option('--reason <text>', 'shown to whoever looks at the export')
    .option('--json', 'print JSON on stdout')
    .addHelpText(
      'after',
      '\nExample:\n  pause export-default-Messages-2024-01-01..2024-03-31 --reason "quota is needed elsewhere"',
    )
    .action(async (workflowId: string, { reason, json }: { reason?: string; json?: boolean }) => {
      await withTemporal(({ client }) =>
        sendOrder(client, workflowId, (handle) => handle.executeUpdate(pauseUpdate, { args: [{ reason }] })),
      );
      answerOrder({ workflowId, paused: true, reason }, `${workflowId} is paused.`, json, [
        `resume ${workflowId}`,
        `status ${workflowId}`,
      ]);
    });
  program
    .command('resume')
    .description('go on with a paused export')
    .argument('<workflow-id>', 'as printed by export and list')
    .option('--json', 'print JSON on stdout')
    .addHelpText('after', '\nExample:\n  resume export-default-Messages-2024-01-01..2024-03-31')
    .action(async (workflowId: string, { json }: { json?: boolean }) => {
      await withTemporal(({ client }) =>
        sendOrder(client, workflowId, (handle) => handle.executeUpdate(resumeUpdate)),
      );
      answerOrder({ workflowId, paused: false }, `${workflowId} goes on.`, json, [`status ${workflowId}`]);
    });
}
