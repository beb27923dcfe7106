import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { sendToExport } from '../../client/exports/send-to-export';
import { pauseUpdate, resumeUpdate } from '../../contract/messages';
import { addExportAction } from '../action';

const EXAMPLE = 'pause export-default-Messages-2024-01-01..2024-03-31 --reason "quota needed elsewhere"';

export function definePause(command: Command): void {
  command
    .description('Dayhaul submits no new jobs until you resume the export. It continues to poll open jobs.')
    .option('--reason <text>', 'Reason, shown with the state of the export');
  addExportAction(command, EXAMPLE, async (workflowId, { reason }) => {
    await withTemporal(({ client }) => {
      const request = { by: client.options.identity, reason };
      return sendToExport(client, workflowId, (handle) => handle.executeUpdate(pauseUpdate, { args: [request] }));
    });
    const next = ['resume', 'status'].map((name) => [name, workflowId]);
    return { facts: { workflowId, paused: true, reason }, lines: [`${workflowId} paused.`], next };
  });
}

export function defineResume(command: Command): void {
  addExportAction(command, 'resume export-default-Messages-2024-01-01..2024-03-31', async (workflowId) => {
    const { wasPaused } = await withTemporal(({ client }) =>
      sendToExport(client, workflowId, (handle) => handle.executeUpdate(resumeUpdate)),
    );
    const line = wasPaused ? `${workflowId} resumed.` : `${workflowId} was not paused.`;
    return { facts: { workflowId, paused: false, wasPaused }, lines: [line], next: [['status', workflowId]] };
  });
}
