import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { withTemporal } from '../../../client/connection';
import { scheduleIdFrom } from '../../../client/schedules/schedule-state';
import { ACCOUNT_OPTION, accountOf } from '../../input/account';
import { confirm, YES_OPTION } from '../../input/confirm';
import { examples } from '../../output/examples';

/** The options of commands on a schedule. */
export interface ScheduleFlags {
  readonly account?: string;
  readonly json?: boolean;
  /** Only for `pause`. */
  readonly reason?: string;
  /** Only for `show`. */
  readonly failed?: boolean;
  /** Only for `delete`. */
  readonly yes?: boolean;
}

/** Add a command on one schedule. With a verb it asks for confirmation. */
export function addOnSchedule(
  schedule: Command,
  name: string,
  [summary, description, verb]: readonly [summary: string, description: string, verb?: string],
  act: (client: Client, scheduleId: string, flags: ScheduleFlags) => Promise<void>,
): Command {
  const command = schedule
    .command(name)
    .summary(summary)
    .description(description)
    .argument('<schedule>', 'Schedule ID or resource type')
    .option(...ACCOUNT_OPTION)
    .option('--json', 'Print JSON to stdout')
    .addHelpText('after', examples(`schedule ${name} Messages`))
    .action(async (which: string, flags: ScheduleFlags) => {
      const scheduleId = scheduleIdFrom(which, accountOf(flags));
      if (verb !== undefined) await confirm(`${verb} ${scheduleId}?`, flags.yes);
      await withTemporal(({ client }) => act(client, scheduleId, flags));
    });
  return verb === undefined ? command : command.option(...YES_OPTION);
}
