import type { Command } from 'commander';
import { connectClient } from '../../client/connection';
import { memoOf } from '../../client/exports/export-state';
import { lifecycleOf } from '../../client/exports/read-export-state';
import { formatRange } from '../../domain/days/day-range';
import { examples } from '../output/examples';
import { nextCommands } from '../output/print';
import { reportedProblem } from '../../client/exports/reported-problems';

/** Define `list`: running and closed exports, newest first. */
export function defineList(command: Command): void {
  command
    .description('Closed exports stay listed until the retention period of the namespace ends.')
    .option('--running', 'Only running exports')
    .option('--json', 'Print JSON to stdout')
    .addHelpText('after', examples('list --running'))
    .action(async (flags: { running?: boolean; json?: boolean }) => {
      await list(flags);
    });
}

async function list({ running, json }: { running?: boolean; json?: boolean }): Promise<void> {
  const temporal = await connectClient();
  try {
    const query = `WorkflowType = 'exportDayRange'${running ? ` AND ExecutionStatus = 'Running'` : ''}`;
    const exports = [];
    for await (const workflow of temporal.client.workflow.list({ query })) {
      if (workflow.status.name === 'CONTINUED_AS_NEW') continue;
      const { workflowId, startTime, closeTime } = workflow;
      const { resourceType, range } = memoOf(workflow);
      const state = lifecycleOf(workflow);
      const problem = state === 'running' ? reportedProblem(workflow) : undefined;
      exports.push({ workflowId, state, resourceType, range, startTime, closeTime, problem });
    }
    if (json) {
      console.log(JSON.stringify(exports, undefined, 2));
      return;
    }
    if (exports.length === 0) console.log('No exports found.');
    for (const { workflowId, state, resourceType, range, problem } of exports) {
      const days = resourceType && range ? `  (${resourceType} ${formatRange(range)})` : '';
      console.log(`${state.padEnd(11)}${workflowId}${days}${problem === undefined ? '' : `  ${problem}`}`);
    }
    const first = (exports.find(({ problem }) => problem !== undefined) ?? exports[0])?.workflowId;
    if (first) console.log(nextCommands(['status', first]).join('\n'));
  } finally {
    await temporal.close();
  }
}
