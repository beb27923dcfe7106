import { Option, type Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { FAILED_STATES, LIFECYCLES } from '../../client/exports/export-state';
import { listExports } from '../../client/exports/list-exports';
import { addAction, type Flags, type Result } from '../action';
import { parseDuration } from '../input/parse-duration';
import { parseResourceTypes, typesOption } from '../input/targets';
import { UsageError } from '../input/usage-error';
import { describeList, listAsJson } from '../output/describe-list';

const DESCRIPTION = `Shows the exported and missing days of each export, newest first. Closed exports stay listed until the
retention period of the namespace ends.`;

const EXAMPLES = ['list --running', 'list --failed --since 1d', 'list --resource-type Calls'];

export function define(command: Command): void {
  command
    .description(DESCRIPTION)
    .option('--running', 'Only running exports')
    .option('--failed', 'Only failed, terminated or timed-out exports; exit code 1 if there are any')
    .addOption(new Option('--state <state>', 'Only exports in this state').choices(LIFECYCLES))
    .addOption(typesOption('Only exports of these types, separated by commas'))
    .option('--since <duration>', 'Only exports that were running within this time, such as 1d');
  addAction(command, EXAMPLES, list);
}

function queryOf({ running, failed, state, since }: Flags): string {
  const [states, ...others] = [running && ['running'], failed && FAILED_STATES, state !== undefined && [state]].filter(
    Array.isArray,
  );
  if (others.length > 0) throw new UsageError(['Use only one of --running, --failed and --state.']);
  const after = since === undefined ? undefined : new Date(Date.now() - parseDuration(since, '--since')).toISOString();
  return [
    `WorkflowType = 'exportDayRange'`,
    ...(states ? [`ExecutionStatus IN (${states.map(statusName).join(', ')})`] : []),
    ...(after === undefined ? [] : [`(CloseTime > '${after}' OR ExecutionStatus = 'Running')`]),
  ].join(' AND ');
}

/** @example statusName('timedOut') // "'TimedOut'" */
function statusName(state: string): string {
  return state === 'cancelled' ? `'Canceled'` : `'${state.charAt(0).toUpperCase()}${state.slice(1)}'`;
}

async function list(flags: Flags): Promise<Result> {
  const query = queryOf(flags);
  const problems: string[] = [];
  const types = flags.resourceType === undefined ? undefined : parseResourceTypes(flags.resourceType, problems);
  if (problems.length > 0) throw new UsageError(problems);
  const exports = await withTemporal(({ client }) => listExports(client, query, types));
  const first = (exports.find(({ problem }) => problem !== undefined) ?? exports[0])?.workflowId;
  return {
    facts: listAsJson(exports),
    lines: first === undefined ? ['No exports found.'] : describeList(exports),
    next: first === undefined ? [] : [['status', first]],
    exitCode: flags.failed && exports.length > 0 ? 1 : 0,
  };
}
