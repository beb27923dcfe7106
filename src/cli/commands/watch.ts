import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { addExportAction } from '../action';
import { displayOf, endResult, followUntilInterrupt } from '../follow';

const DESCRIPTION = `Shows progress, open jobs and the expected end until the export ends. Without a terminal, prints one line per
change. Ctrl-C stops following; the export continues.`;

export function define(command: Command): void {
  addExportAction(
    command.description(DESCRIPTION),
    'watch export-default-Messages-2024-01-01..2024-03-31',
    async (workflowId, flags) => {
      const end = await withTemporal(({ client }) => followUntilInterrupt(client, workflowId, displayOf(flags)));
      return endResult(end, [['status', workflowId]]);
    },
    'Print the final state as JSON to stdout',
  );
}
