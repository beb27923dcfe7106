import type { Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { memoOf } from '../../client/exports/export-state';
import { FAILED_STATES, lifecycleOf } from '../../client/exports/read-export-state';
import { formatRange } from '../../domain/days/day-range';
import { parseDuration } from '../input/parse-duration';
import { UsageError } from '../input/usage-error';
import { examples } from '../output/examples';
import { nextCommands } from '../output/print';
import { reportedProblem } from '../../client/exports/reported-problems';

/** Define `list`: running and closed exports, newest first. */
export function defineList(command: Command): void {
  command
    .description('Closed exports stay listed until the retention period of the namespace ends.')
    .option('--running', 'Only running exports')
    .option('--failed', 'Only failed, terminated or timed-out exports; exit code 1 if there are any')
    .option('--since <duration>', 'With --failed: only exports that ended within this time, such as 1d')
    .option('--json', 'Print JSON to stdout')
    .addHelpText('after', examples('list --running', 'list --failed --since 1d'))
    .action(async (flags: ListFlags) => {
      const found = await list(flags);
      if (flags.failed && found > 0) process.exitCode = 1;
    });
}

interface ListFlags {
  readonly running?: boolean;
  readonly failed?: boolean;
  readonly since?: string;
  readonly json?: boolean;
}

/** The filter in the query language of Temporal's list. */
function queryOf({ running, failed, since }: ListFlags): string {
  if (since !== undefined && !failed) throw new UsageError(['--since requires --failed.']);
  if (running && failed) throw new UsageError(['Use either --running or --failed.']);
  const after = since === undefined ? undefined : Date.now() - parseDuration('--since', since);
  return [
    `WorkflowType = 'exportDayRange'`,
    ...(running ? [`ExecutionStatus = 'Running'`] : []),
    ...(failed ? [`ExecutionStatus IN (${FAILED_STATES.map(statusName).join(', ')})`] : []),
    ...(after === undefined ? [] : [`CloseTime > '${new Date(after).toISOString()}'`]),
  ].join(' AND ');
}

/** @example statusName('timedOut') // "'TimedOut'" */
function statusName(state: string): string {
  return `'${state.charAt(0).toUpperCase()}${state.slice(1)}'`;
}

/** @returns how many exports there are */
async function list(flags: ListFlags): Promise<number> {
  const { json } = flags;
  const query = queryOf(flags);
  return withTemporal(async ({ client }) => {
    const exports = [];
    for await (const workflow of client.workflow.list({ query })) {
      if (workflow.status.name === 'CONTINUED_AS_NEW') continue;
      const { workflowId, startTime, closeTime } = workflow;
      const { resourceType, range } = memoOf(workflow);
      const state = lifecycleOf(workflow);
      const problem = state === 'running' ? reportedProblem(workflow) : undefined;
      exports.push({ workflowId, state, resourceType, range, startTime, closeTime, problem });
    }
    if (json) {
      console.log(JSON.stringify(exports, undefined, 2));
      return exports.length;
    }
    if (exports.length === 0) console.log('No exports found.');
    for (const { workflowId, state, resourceType, range, problem } of exports) {
      const days = resourceType && range ? `  (${resourceType} ${formatRange(range)})` : '';
      console.log(`${state.padEnd(11)}${workflowId}${days}${problem === undefined ? '' : `  ${problem}`}`);
    }
    const first = (exports.find(({ problem }) => problem !== undefined) ?? exports[0])?.workflowId;
    if (first) console.log(nextCommands(['status', first]).join('\n'));
    return exports.length;
  });
}
