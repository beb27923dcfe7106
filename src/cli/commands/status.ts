import type { Command } from 'commander';
import { readExportState } from '../../client/exports/read-export-state';
import { formatDays } from '../../domain/format';
import { withTemporal } from '../../client/connection';
import { describeState, stateAsJson } from '../output/describe-state';
import { examples } from '../output/examples';
import { readRetentionDays } from '../../client/retention';
import { nextCommands } from '../output/print';

/** Define `status`. */
export function defineStatus(command: Command): void {
  command
    .description('Shows progress, open jobs, missing days and problems of a running or closed export.')
    .argument('<workflow-id>', 'Workflow ID, as printed by `export` and `list`')
    .option('--json', 'Print JSON to stdout')
    .addHelpText('after', examples('status export-default-Messages-2024-01-01..2024-03-31 --json'))
    .action(async (workflowId: string, { json }: { json?: boolean }) => {
      process.exitCode = await showStatus(workflowId, json ?? false);
    });
}

async function showStatus(workflowId: string, json: boolean): Promise<number> {
  return withTemporal(async ({ client, namespace }) => {
    const state = await readExportState(client, workflowId);
    if (!state) {
      console.error(describeUnknown(workflowId, await readRetentionDays(client, namespace)));
      return 1;
    }
    console.log(json ? JSON.stringify(stateAsJson(state), undefined, 2) : describeState(state).join('\n'));
    if (!json) console.log(nextCommands(['list']).join('\n'));
    return 0;
  });
}

/** A workflow is unknown when it never existed, or when it closed before the retention period. */
function describeUnknown(workflowId: string, retentionDays: number | undefined): string {
  const kept = retentionDays === undefined ? 'for a limited time' : `for ${formatDays(retentionDays)}`;
  return [
    `Error: Workflow ${workflowId} not found. Temporal keeps closed exports ${kept}.`,
    'Exporting these days again requests only files that are no longer available. Known exports:',
    ...nextCommands(['list']).slice(2),
  ].join('\n');
}
