import type { Command } from 'commander';
import { withTemporal } from '../../../client/connection';
import { putSchedule } from '../../../client/schedules/put-schedule';
import { readScheduleState } from '../../../client/schedules/schedule-state';
import { scheduleIdOf } from '../../../contract/ids';
import { RESOURCE_TYPES } from '../../../domain/twilio/resource-type';
import { ACCOUNT_OPTION, accountOf } from '../../input/account';
import { addChangeableOptions } from '../../input/option-flags';
import { parseScheduleFlags, type ScheduleCreateFlags } from '../../input/schedule-flags';
import { describeSchedule } from '../../output/describe-schedule';
import { examples } from '../../output/examples';
import { printResult } from '../../output/print';
import type { ScheduleFlags } from './on-schedule';

type CreateFlags = Omit<ScheduleCreateFlags, 'account'> & ScheduleFlags;

const EXAMPLES = [
  'schedule create --resource-type Messages',
  'schedule create --resource-type Messages --at 04:30 --archive s3://bucket/twilio --first-day 2018-01-01',
  'schedule create --resource-type Calls --archive ./archive --first-day 2024-01-01 --lookback 1',
];

const NOTE = `
Every night it exports what is not there yet, up to the newest exportable day: with an archive all days from the first
on, without one the 7 newest. To create it again is to change it: an option that is not given has its default again, and
whether it is paused stays as it is. A job that tells nothing new counts as stuck after 20h here, so that no night is
skipped for it; --stuck-after changes that.`;

/** Add `schedule create`. */
export function addScheduleCreate(schedule: Command): void {
  const command = schedule
    .command('create')
    .description('make a schedule, or change it in place')
    .requiredOption('--resource-type <type>', `what to keep up to date: ${RESOURCE_TYPES.join(', ')}`)
    .option('--at <time>', 'when it begins each day, UTC (default: 03:00)')
    .option('--archive <place>', 'fetch the files to a folder, or to s3://bucket/prefix')
    .option('--first-day <day>', 'with --archive: the first day that it is to have, as 2024-01-31')
    .option('--lookback <days>', 'export each day once more so many days later, for what arrives late')
    .option(...ACCOUNT_OPTION)
    .option('--json', 'print JSON on stdout');
  addChangeableOptions(command)
    .addHelpText('after', examples(...EXAMPLES))
    .addHelpText('after', NOTE)
    .action(async (flags: CreateFlags) => {
      await create(flags);
    });
}

async function create(flags: CreateFlags): Promise<void> {
  const spec = parseScheduleFlags({ ...flags, account: accountOf(flags) });
  const scheduleId = scheduleIdOf(spec.account, spec.resourceType);
  const { wasThere, state } = await withTemporal(async ({ client }) => ({
    ...(await putSchedule(client, spec)),
    state: await readScheduleState(client, scheduleId),
  }));
  const answer = [wasThere ? 'Changed in place:' : 'Made:', ...describeSchedule(state)].join('\n');
  const next = ['trigger', 'show'].map((name) => ['schedule', name, scheduleId]);
  printResult({ ...state, wasThere }, answer, flags.json, next);
}
