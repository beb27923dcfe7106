import type { Command } from 'commander';
import { connectClient } from '../temporal';
import { describeState, stateAsJson } from './describe-state';
import { readExportState } from './export-state';
import { nextCommands } from './next-commands';

/** Add `status`: how one export stands. */
export function addStatusCommand(program: Command): void {
  program
    .command('status')
    .description('how an export stands')
    .argument('<workflow-id>', 'as printed by export and list')
    .option('--json', 'print JSON on stdout')
    .addHelpText('after', '\nExample:\n  status export-default-Messages-2024-01-01..2024-03-31 --json')
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
        `Temporal knows no workflow ${workflowId}: it was never started here, or it was closed so long ago that ` +
          `Temporal no longer keeps it.`,
      );
      return 1;
    }
    console.log(json ? JSON.stringify(stateAsJson(state), undefined, 2) : describeState(state).join('\n'));
    if (!json) console.log(nextCommands('list').join('\n'));
    return 0;
  } finally {
    await temporal.close();
  }
}
