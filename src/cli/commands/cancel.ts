import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { cancelExport } from '../../client/exports/send-to-export';
import { addExportAction } from '../action';
import { displayOf, endResult, followUntilInterrupt } from '../follow';
import { confirm, YES_OPTION } from '../input/confirm';

const EXAMPLE = 'cancel export-default-Messages-2024-01-01..2024-03-31';

export function define(command: Command): void {
  command
    .description('Deletes the unfinished jobs of the export at Twilio, and shows the result. Exported files are kept.')
    .option(...YES_OPTION);
  addExportAction(command, EXAMPLE, async (workflowId, flags) => {
    await confirm(`Cancel ${workflowId} and delete its unfinished jobs at Twilio?`, flags.yes);
    const end = await withTemporal(async ({ client }) => {
      await cancelExport(client, workflowId);
      return followUntilInterrupt(client, workflowId, displayOf(flags));
    });
    return { ...endResult(end, [['status', workflowId], ['list']]), exitCode: end.state === 'cancelled' ? 0 : 1 };
  });
}
