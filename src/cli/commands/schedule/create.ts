import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { withTemporal } from '../../../client/connection';
import { putSchedule, type ScheduleSpec } from '../../../client/schedules/put-schedule';
import { readScheduleState, withEnds } from '../../../client/schedules/schedule-state';
import { scheduleIdOf } from '../../../contract/ids';
import { SCHEDULE_OPTIONS } from '../../../domain/request/export-options';
import { addAction, addSubcommand, forEachType, type Flags, type Result } from '../../action';
import { ACCOUNT_OPTION } from '../../input/account';
import { addOptions, CHANGEABLE } from '../../input/option-flags';
import { typesOption } from '../../input/resource-types';
import { DAYS_WITHOUT_ARCHIVE, DEFAULT_JITTER, DEFAULT_TIME, parseScheduleFlags } from '../../input/spec-flags';
import { changesOf, describeSchedule, scheduleAsJson } from '../../output/describe-schedule';

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
  return {
    facts: { ...scheduleAsJson(state), wasThere: before !== undefined, changes },
    lines: [changes ? 'Updated:' : 'Created:', ...describeSchedule(state), ...changed],
    next: ['trigger', 'show'].map((name) => ['schedule', name, scheduleId]),
  };
}
