import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { sendToExport } from '../../client/exports/send-to-export';
import { resumeUpdate } from '../../contract/messages';
import { addExportAction } from '../action';

export function define(command: Command): void {
  addExportAction(command, 'resume export-default-Messages-2024-01-01..2024-03-31', async (workflowId) => {
    const { wasPaused } = await withTemporal(({ client }) =>
      sendToExport(client, workflowId, (handle) => handle.executeUpdate(resumeUpdate)),
    );
    const line = wasPaused ? `${workflowId} resumed.` : `${workflowId} was not paused.`;
    return { facts: { workflowId, paused: false, wasPaused }, lines: [line], next: [['status', workflowId]] };
  });
}
