import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { sendToExport } from '../../client/exports/send-to-export';
import { pauseUpdate, resumeUpdate } from '../../contract/messages';
import { examples } from '../output/examples';
import { printResult } from '../output/print';

/** Define `pause`. */
export function definePause(command: Command): void {
  command
    .description('Dayhaul submits no new jobs until you resume the export. It continues to poll open jobs.')
    .argument('<workflow-id>', 'Workflow ID, as printed by `export` and `list`')
    .option('--reason <text>', 'Reason, shown with the state of the export')
    .option('--json', 'Print JSON to stdout')
    .addHelpText('after', examples('pause export-default-Messages-2024-01-01..2024-03-31 --reason "quota needed elsewhere"'))
    .action(async (workflowId: string, { reason, json }: { reason?: string; json?: boolean }) => {
      await withTemporal(({ client }) =>
        sendToExport(client, workflowId, (handle) =>
          handle.executeUpdate(pauseUpdate, { args: [{ by: client.options.identity, reason }] }),
        ),
      );
      printResult({ workflowId, paused: true, reason }, `${workflowId} paused.`, json, [
        ['resume', workflowId],
        ['status', workflowId],
      ]);
    });
}

/** Define `resume`. */
export function defineResume(command: Command): void {
  command
    .argument('<workflow-id>', 'Workflow ID, as printed by `export` and `list`')
    .option('--json', 'Print JSON to stdout')
    .addHelpText('after', examples('resume export-default-Messages-2024-01-01..2024-03-31'))
    .action(async (workflowId: string, { json }: { json?: boolean }) => {
      const { wasPaused } = await withTemporal(({ client }) =>
        sendToExport(client, workflowId, (handle) => handle.executeUpdate(resumeUpdate)),
      );
      const message = wasPaused ? `${workflowId} resumed.` : `${workflowId} was not paused.`;
      printResult({ workflowId, paused: false, wasPaused }, message, json, [['status', workflowId]]);
    });
}
