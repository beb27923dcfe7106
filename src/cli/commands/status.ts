import type { Command } from 'commander';
import { readExportState } from '../../client/exports/read-export-state';
import { formatDays } from '../../domain/format';
import { connectClient } from '../../client/connection';
import { describeState, stateAsJson } from '../output/describe-state';
import { examples } from '../output/examples';
import { readRetentionDays } from '../../client/retention';
import { nextCommands } from '../output/print';

/** Define `status`: how one export stands. */
export function defineStatus(command: Command): void {
  command
    .argument('<workflow-id>', 'as printed by export and list')
    .option('--json', 'print JSON on stdout')
    .addHelpText('after', examples('status export-default-Messages-2024-01-01..2024-03-31 --json'))
    .action(async (workflowId: string, { json }: { json?: boolean }) => {
      process.exitCode = await showStatus(workflowId, json ?? false);
    });
}

async function showStatus(workflowId: string, json: boolean): Promise<number> {
  const temporal = await connectClient();
  try {
    const state = await readExportState(temporal.client, workflowId);
    if (!state) {
      console.error(
        describeUnknown(workflowId, await readRetentionDays(temporal.client, temporal.namespace)),
      );
      return 1;
    }
    console.log(json ? JSON.stringify(stateAsJson(state), undefined, 2) : describeState(state).join('\n'));
    if (!json) console.log(nextCommands(['list']).join('\n'));
    return 0;
  } finally {
    await temporal.close();
  }
}

/** An export may be unknown because it never was, or because it is long over. */
function describeUnknown(workflowId: string, retentionDays: number | undefined): string {
  const kept = retentionDays === undefined ? 'for some time' : `for ${formatDays(retentionDays)}`;
  return [
    `Temporal knows no workflow ${workflowId}: it was never started here, or it ended so long ago that it is forgotten. ` +
      `Closed exports are kept ${kept}.`,
    'To export the same days again asks Twilio only for what is not there any more. Exports that are known:',
    ...nextCommands(['list']).slice(2),
  ].join('\n');
}
