import { Option, type Command } from 'commander';
import { withTemporal } from '../../client/connection';
import type { Lifecycle } from '../../client/exports/export-state';
import { listExports } from '../../client/exports/list-exports';
import { FAILED_STATES, LIFECYCLES } from '../../client/exports/read-export-state';
import { RESOURCE_TYPES, type ResourceType } from '../../domain/twilio/resource-type';
import { parseDuration } from '../input/parse-duration';
import { UsageError } from '../input/usage-error';
import { describeList, listAsJson } from '../output/describe-list';
import { examples } from '../output/examples';
import { nextCommands } from '../output/print';

const DESCRIPTION = `Shows the exported and missing days of each export, newest first. Closed exports stay listed until the
retention period of the namespace ends.`;

/** Define `list`. */
export function defineList(command: Command): void {
  command
    .description(DESCRIPTION)
    .option('--running', 'Only running exports')
    .option('--failed', 'Only failed, terminated or timed-out exports; exit code 1 if there are any')
    .addOption(new Option('--state <state>', 'Only exports in this state').choices(LIFECYCLES))
    .addOption(new Option('--resource-type <type>', 'Only exports of this type').choices(RESOURCE_TYPES))
    .option('--since <duration>', 'Only exports that were running within this time, such as 1d')
    .option('--json', 'Print JSON to stdout')
    .addHelpText('after', examples('list --running', 'list --failed --since 1d', 'list --resource-type Calls'))
    .action(async (flags: ListFlags) => {
      const found = await list(flags);
      if (flags.failed && found > 0) process.exitCode = 1;
    });
}

interface ListFlags {
  readonly running?: boolean;
  readonly failed?: boolean;
  readonly state?: Lifecycle;
  readonly resourceType?: ResourceType;
  readonly since?: string;
  readonly json?: boolean;
}

/** The filter in the query language of Temporal's list. */
function queryOf({ running, failed, state, since }: ListFlags): string {
  const [states, ...others] = [running && ['running'], failed && FAILED_STATES, state && [state]].filter(
    (each) => each !== undefined && each !== false,
  );
  if (others.length > 0) throw new UsageError(['Use only one of --running, --failed and --state.']);
  const after = since === undefined ? undefined : new Date(Date.now() - parseDuration('--since', since)).toISOString();
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

/** @returns how many exports there are */
async function list(flags: ListFlags): Promise<number> {
  const query = queryOf(flags);
  const exports = await withTemporal(({ client }) => listExports(client, query, flags.resourceType));
  if (flags.json) {
    console.log(JSON.stringify(listAsJson(exports), undefined, 2));
    return exports.length;
  }
  const first = (exports.find(({ problem }) => problem !== undefined) ?? exports[0])?.workflowId;
  const lines = first === undefined ? ['No exports found.'] : [...describeList(exports), ...nextCommands(['status', first])];
  console.log(lines.join('\n'));
  return exports.length;
}
