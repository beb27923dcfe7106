import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { withTemporal } from '../../../client/connection';
import { readScheduleState, withSchedule } from '../../../client/schedules/schedule-state';
import { triggerSchedule } from '../../../client/schedules/trigger-schedule';
import { scheduleIdOf } from '../../../contract/ids';
import { isResourceType } from '../../../domain/twilio/resource-type';
import { addAction, addSubcommand, type Flags, type Result } from '../../action';
import { confirm, YES_OPTION } from '../../input/confirm';
import { ACCOUNT_OPTION, placeOf } from '../../input/targets';

export function addScheduleControls(schedule: Command): void {
  addOnSchedule(
    schedule,
    'pause',
    ['Pause a schedule', 'No exports start until you resume the schedule. Running exports are not affected.'],
    async (client, scheduleId, { reason = 'Paused by an operator' }) => {
      await withSchedule(scheduleId, () => client.schedule.getHandle(scheduleId).pause(reason));
      const facts = { scheduleId, paused: true, note: reason };
      return { facts, lines: [`${scheduleId} paused.`], next: [['schedule', 'resume', scheduleId]] };
    },
  ).option('--reason <text>', 'Reason, shown with the schedule');
  addOnSchedule(
    schedule,
    'resume',
    ['Resume a paused schedule', 'The next run exports every day that is exportable by then.'],
    async (client, scheduleId) => {
      const { paused: wasPaused } = await readScheduleState(client, scheduleId);
      if (wasPaused) await client.schedule.getHandle(scheduleId).unpause('Resumed by an operator');
      const next = ['trigger', 'show'].map((name) => ['schedule', name, scheduleId]);
      const line = wasPaused ? `${scheduleId} resumed.` : `${scheduleId} was not paused.`;
      return { facts: { scheduleId, paused: false, wasPaused }, lines: [line], next };
    },
  );
  addOnSchedule(
    schedule,
    'trigger',
    ['Start an export of a schedule now', 'Has no effect while an export of the schedule is running.'],
    async (client, scheduleId) => {
      const { workflowId, isNew } = await triggerSchedule(client, scheduleId);
      const facts = { scheduleId, workflowId, started: isNew };
      if (workflowId === undefined) {
        const line = `${scheduleId} triggered. Temporal has not started the export yet.`;
        return { facts, lines: [line], next: [['schedule', 'show', scheduleId]] };
      }
      const line = isNew ? `Started ${workflowId}.` : `${workflowId} is already running. Nothing started.`;
      return { facts, lines: [line], next: [['status', workflowId]] };
    },
  );
  addOnSchedule(
    schedule,
    'delete',
    ['Delete a schedule', 'Running exports and exported files are not affected.', 'Delete'],
    async (client, scheduleId) => {
      await withSchedule(scheduleId, () => client.schedule.getHandle(scheduleId).delete());
      return { facts: { scheduleId, deleted: true }, lines: [`${scheduleId} deleted.`], next: [['list', '--running']] };
    },
  );
}

/** Add a command on one schedule. With a verb it asks for confirmation. */
export function addOnSchedule(
  schedule: Command,
  name: string,
  [summary, description, verb]: readonly [summary: string, description: string, verb?: string],
  act: (client: Client, scheduleId: string, flags: Flags) => Promise<Result>,
): Command {
  const command = addSubcommand(schedule, name, summary, description)
    .argument('<schedule>', 'Schedule ID or resource type')
    .option(...ACCOUNT_OPTION);
  addAction(command, [`schedule ${name} Messages`], async (flags, which) => {
    const scheduleId = isResourceType(which) ? scheduleIdOf(placeOf(flags).account, which) : which;
    if (verb !== undefined) await confirm(`${verb} ${scheduleId}?`, flags.yes);
    return withTemporal(({ client }) => act(client, scheduleId, flags));
  });
  return verb === undefined ? command : command.option(...YES_OPTION);
}
