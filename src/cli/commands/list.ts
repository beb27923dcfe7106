import { Option, type Command } from 'commander';
import { withTemporal } from '../../client/connection';
import { FAILED_STATES, LIFECYCLES } from '../../client/exports/export-state';
import { listExports, type ListedExport } from '../../client/exports/list-exports';
import { addAction, type Flags, type Result } from '../action';
import { parseDuration } from '../input/parse-duration';
import { parseResourceTypes, typesOption } from '../input/targets';
import { UsageError } from '../input/usage-error';
import { countComplete } from '../../domain/describe/progress';
import { formatInstant } from '../../domain/format';
import { alignColumns } from '../output/print';

const DESCRIPTION = `Shows the exported and missing days of each export, newest first. Closed exports stay listed until the
retention period of the namespace ends.`;

export function define(command: Command): void {
  command
    .description(DESCRIPTION)
    .option('--running', 'Only running exports')
    .option('--failed', 'Only failed, terminated or timed-out exports; exit code 1 if there are any')
    .addOption(new Option('--state <state>', 'Only exports in this state').choices(LIFECYCLES))
    .addOption(typesOption('Only exports of these types, separated by commas'))
    .option('--since <duration>', 'Only exports that were running within this time, such as 1d');
  addAction(command, ['list --running', 'list --failed --since 1d', 'list --resource-type Calls'], list);
}

function queryOf({ running, failed, state, since }: Flags): string {
  const choices = [running && ['running'], failed && FAILED_STATES, state !== undefined && [state]];
  const [states, ...others] = choices.filter(Array.isArray);
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
  if (first === undefined) return { facts: [], lines: ['No exports found.'], exitCode: 0 };
  return { facts: listAsJson(exports), lines: describeList(exports), next: [['status', first]], exitCode: flags.failed ? 1 : 0 };
}

/** A list of exports as JSON, with their counts under the names that `status` uses. */
export function listAsJson(exports: readonly ListedExport[]): object[] {
  return exports.map(({ workflowId, state, resourceType, range, startTime, closedAt, progress, problem }) => {
    const { days, missing } = progress ?? {};
    return { workflowId, state, resourceType, range, startTime, closeTime: closedAt, days, missing, problem };
  });
}

export function describeList(exports: readonly ListedExport[]): string[] {
  return alignColumns([['STATE', 'WORKFLOW ID', 'DAYS', 'MISSING', 'STARTED', 'ENDED', 'PROBLEM'], ...exports.map(cellsOf)]);
}

function cellsOf({ state, workflowId, progress, startTime, closedAt, problem }: ListedExport): string[] {
  return [
    state,
    workflowId,
    progress ? `${countComplete(progress)}/${progress.days.total}` : '-',
    progress ? String(progress.days.missing) : '-',
    formatInstant(startTime.getTime()),
    closedAt ? formatInstant(closedAt.getTime()) : '-',
    problem ?? (state === 'running' && progress?.phase === 'stuck' ? 'stuck' : ''),
  ];
}
