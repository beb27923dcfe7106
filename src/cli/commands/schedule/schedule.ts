import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { withTemporal } from '../../../client/connection';
import { FAILED_STATES } from '../../../client/exports/export-state';
import { putSchedule, type ScheduleSpec } from '../../../client/schedules/put-schedule';
import { listSchedules, readScheduleState, withEnds, type ScheduleState } from '../../../client/schedules/schedule-state';
import { scheduleIdOf } from '../../../contract/ids';
import { SCHEDULE_OPTIONS } from '../../../domain/request/export-options';
import { DEFAULT_JITTER, DEFAULT_TIME } from '../../../domain/request/start-time';
import { addAction, addSubcommand, forEachType, type Flags, type Result } from '../../action';
import { addOptions, CHANGEABLE } from '../../input/option-flags';
import { parseDuration } from '../../input/parse-duration';
import { DAYS_WITHOUT_ARCHIVE, parseScheduleFlags } from '../../input/spec-flags';
import { ACCOUNT_OPTION, typesOption } from '../../input/targets';
import { changesOf, describeSchedule, scheduleAsJson, summarizeSchedule } from '../../output/describe-schedule';
import { addOnSchedule, addScheduleControls } from './control';

export function define(schedule: Command): void {
  addScheduleCreate(schedule);
  addAction(addSubcommand(schedule, 'list', 'List schedules'), ['schedule list'], list);
  addOnSchedule(
    schedule,
    'show',
    ['Show a schedule', 'Shows what it exports, its next run, and how its last runs ended.'],
    async (client, scheduleId, { failed, since }) => {
      const sinceMs = since === undefined ? 0 : Date.now() - parseDuration(since, '--since');
      const whole = await withEnds(client, await readScheduleState(client, scheduleId));
      const young = whole.recent.filter(({ scheduledAt }) => scheduledAt.getTime() >= sinceMs);
      const bad = young.filter(({ state }) => state !== undefined && FAILED_STATES.includes(state));
      return { ...resultOf({ ...whole, recent: failed ? bad : young }), exitCode: failed && bad.length > 0 ? 1 : 0 };
    },
  )
    .option('--failed', 'Only failed, terminated or timed-out runs; exit code 1 if there are any')
    .option('--since <duration>', 'Only runs of this time, such as 1d');
  addScheduleControls(schedule);
}

async function list(): Promise<Result> {
  const states = await withTemporal(async ({ client }) => {
    const read: ScheduleState[] = [];
    for (const schedule of await listSchedules(client)) read.push(await withEnds(client, schedule));
    return read;
  });
  const [first] = states;
  if (!first) return { facts: [], lines: ['No schedules found.'], next: [['schedule', 'create', '--help']] };
  const next = [['schedule', 'show', first.scheduleId]];
  return { facts: states.map(scheduleAsJson), lines: states.map(summarizeSchedule), next };
}

function resultOf(state: ScheduleState): Result {
  const { scheduleId, running, recent, paused } = state;
  const latest = running[0] ?? recent.find((run) => run.state !== undefined)?.workflowId;
  const command = ['schedule', paused ? 'resume' : 'trigger', scheduleId];
  const next = latest === undefined ? [command] : [['status', latest], command];
  return { facts: scheduleAsJson(state), lines: describeSchedule(state), next };
}

const EXAMPLES = [
  'schedule create --resource-type Messages',
  'schedule create --resource-type Messages --at 04:30 --archive s3://bucket/twilio --first-day 2018-01-01',
  'schedule create --resource-type Calls --archive ./archive --first-day 2024-01-01 --lookback 1',
];

const DESCRIPTION = `Once a day, exports every day that is not exported yet, up to the newest exportable day. With an archive, the
range starts at --first-day. Without one, it covers the ${DAYS_WITHOUT_ARCHIVE} newest days.

Running \`create\` again updates the schedule. Omitted options return to their defaults; the paused state is kept. Several
resource types become one schedule each.`;

export function addScheduleCreate(schedule: Command): void {
  const command = addSubcommand(schedule, 'create', 'Create or update a schedule', DESCRIPTION)
    .addOption(typesOption().makeOptionMandatory())
    .option('--at <time>', `Start time, UTC (default: ${DEFAULT_TIME})`)
    .option('--jitter <duration>', `Start each run up to this much later, or 0s (default: ${DEFAULT_JITTER})`);
  addOptions(command, ['archive']).option('--first-day <day>', 'First day to export, such as 2024-01-31; required with --archive');
  addOptions(command, ['lookback']).option(...ACCOUNT_OPTION);
  addOptions(addAction(command, EXAMPLES, createAll), CHANGEABLE, SCHEDULE_OPTIONS);
}

async function createAll(flags: Flags): Promise<Result> {
  const specs = parseScheduleFlags(flags, Date.now());
  return withTemporal(({ client }) => forEachType(specs, (spec) => create(client, spec)));
}

async function create(client: Client, spec: ScheduleSpec): Promise<Result> {
  const scheduleId = scheduleIdOf(spec.account, spec.resourceType);
  const before = await putSchedule(client, spec);
  const state = await withEnds(client, await readScheduleState(client, scheduleId));
  const changes = before && changesOf(before, state);
  const changed = changes?.map((change) => `Changed    ${change}`) ?? [];
  const facts = { ...scheduleAsJson(state), wasThere: before !== undefined, changes };
  const next = ['trigger', 'show'].map((name) => ['schedule', name, scheduleId]);
  return { facts, lines: [changes ? 'Updated:' : 'Created:', ...describeSchedule(state), ...changed], next };
}
