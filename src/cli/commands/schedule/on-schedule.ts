import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { withTemporal } from '../../../client/connection';
import { scheduleIdFrom } from '../../../client/schedules/schedule-state';
import { addAction } from '../../action';
import { ACCOUNT_OPTION, accountOf } from '../../input/account';
import { confirm, YES_OPTION } from '../../input/confirm';
import type { Flags } from '../../input/flags';
import type { Result } from '../../output/print';

/** Add a command on one schedule. With a verb it asks for confirmation. */
export function addOnSchedule(
  schedule: Command,
  name: string,
  [summary, description, verb]: readonly [summary: string, description: string, verb?: string],
  act: (client: Client, scheduleId: string, flags: Flags) => Promise<Result>,
): Command {
  const command = schedule
    .command(name)
    .summary(summary)
    .description(description)
    .argument('<schedule>', 'Schedule ID or resource type')
    .option(...ACCOUNT_OPTION);
  addAction(command, [`schedule ${name} Messages`], async (flags, which) => {
    const scheduleId = scheduleIdFrom(which, accountOf(flags));
    if (verb !== undefined) await confirm(`${verb} ${scheduleId}?`, flags.yes);
    return withTemporal(({ client }) => act(client, scheduleId, flags));
  });
  return verb === undefined ? command : command.option(...YES_OPTION);
}
