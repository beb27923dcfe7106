import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { addExportAction, type Flags, type Result } from '../action';
import { displayOf, endResult, followUntilInterrupt } from '../follow';

const DESCRIPTION = `Shows progress, open jobs and the expected end until the export ends. Without a terminal, prints one line per
change. Ctrl-C stops following; the export continues.`;

export function define(command: Command): void {
  const example = 'watch export-default-Messages-2024-01-01..2024-03-31';
  addExportAction(command.description(DESCRIPTION), example, watch, 'Print the final state as JSON to stdout');
}

async function watch(workflowId: string, flags: Flags): Promise<Result> {
  const end = await withTemporal(({ client }) => followUntilInterrupt(client, workflowId, displayOf(flags)));
  return endResult(end, [['status', workflowId]]);
}
