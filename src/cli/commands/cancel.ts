import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import type { ExportState } from '../../client/exports/export-state';
import { describeExport } from '../../client/exports/read-export-state';
import { cancelExport } from '../../client/exports/send-to-export';
import type { CommandWords } from '../../domain/request/command-line';
import { addExportAction, type Result } from '../action';
import { stateAsJson } from '../output/describe-state';
import { displayOf, endResult, followUntilInterrupt } from '../follow';
import { confirm, YES_OPTION } from '../input/confirm';

export function define(command: Command): void {
  command
    .description('Deletes the unfinished jobs of the export at Twilio, and shows the result. Exported files are kept.')
    .option(...YES_OPTION);
  addExportAction(command, 'cancel export-default-Messages-2024-01-01..2024-03-31', async (workflowId, flags) => {
    await confirm(`Cancel ${workflowId} and delete its unfinished jobs at Twilio?`, flags.yes);
    const next = [['status', workflowId], ['list']];
    return withTemporal(async ({ client }) => {
      const before = await describeExport(client, workflowId);
      if (before && before.state !== 'running') return endedBefore(before, next);
      await cancelExport(client, workflowId);
      const end = await followUntilInterrupt(client, workflowId, displayOf(flags));
      return { ...endResult(end, next), exitCode: end.state === 'cancelled' ? 0 : 1 };
    });
  });
}

function endedBefore(ended: ExportState, next: readonly CommandWords[]): Result {
  const line = `${ended.workflowId} is already ${ended.state === 'timedOut' ? 'timed out' : ended.state}. Nothing was changed.`;
  return { facts: stateAsJson(ended), lines: [line], next, exitCode: ended.state === 'cancelled' ? 0 : 1 };
}
