import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { withTemporal } from '../../../client/connection';
import { scheduleIdFrom } from '../../../client/schedules/schedule-state';
import { accountOf } from '../../input/account';
import { examples } from '../../output/examples';

/** What all commands on schedules take. */
export interface ScheduleFlags {
  readonly account?: string;
  readonly json?: boolean;
  /** Of `pause`. */
  readonly reason?: string;
}

/** Add a command on one schedule. */
export function addOnSchedule(
  schedule: Command,
  name: string,
  description: string,
  act: (client: Client, scheduleId: string, flags: ScheduleFlags) => Promise<void>,
): Command {
  return schedule
    .command(name)
    .description(description)
    .argument('<schedule>', 'its id, or its resource type')
    .option('--account <label>', 'with a resource type: whose (default: DAYHAUL_ACCOUNT or "default")')
    .option('--json', 'print JSON on stdout')
    .addHelpText('after', examples(`schedule ${name} Messages`))
    .action(async (which: string, flags: ScheduleFlags) => {
      const scheduleId = scheduleIdFrom(which, accountOf(flags));
      await withTemporal(({ client }) => act(client, scheduleId, flags));
    });
}
