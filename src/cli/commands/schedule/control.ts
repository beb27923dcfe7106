import type { Command } from 'commander';
import { readScheduleState, withSchedule } from '../../../client/schedules/schedule-state';
import { triggerSchedule, type Triggered } from '../../../client/schedules/trigger-schedule';
import { printResult } from '../../output/print';
import { addOnSchedule } from './on-schedule';

/** Add `pause`, `resume`, `trigger` and `delete`. */
export function addScheduleControls(schedule: Command): void {
  addOnSchedule(
    schedule,
    'pause',
    ['Pause a schedule', 'No exports start until you resume the schedule. Running exports are not affected.'],
    async (client, scheduleId, { reason = 'Paused by an operator', json }) => {
      await withSchedule(scheduleId, () => client.schedule.getHandle(scheduleId).pause(reason));
      const facts = { scheduleId, paused: true, note: reason };
      printResult(facts, `${scheduleId} paused.`, json, [['schedule', 'resume', scheduleId]]);
    },
  ).option('--reason <text>', 'Reason, shown with the schedule');
  addOnSchedule(
    schedule,
    'resume',
    ['Resume a paused schedule', 'The next run exports every day that is exportable by then.'],
    async (client, scheduleId, { json }) => {
      const { paused: wasPaused } = await readScheduleState(client, scheduleId);
      if (wasPaused) await client.schedule.getHandle(scheduleId).unpause('Resumed by an operator');
      const next = ['trigger', 'show'].map((name) => ['schedule', name, scheduleId]);
      const message = wasPaused ? `${scheduleId} resumed.` : `${scheduleId} was not paused.`;
      printResult({ scheduleId, paused: false, wasPaused }, message, json, next);
    },
  );
  addOnSchedule(
    schedule,
    'trigger',
    ['Start an export of a schedule now', 'Has no effect while an export of the schedule is running.'],
    async (client, scheduleId, { json }) => {
      const triggered = await triggerSchedule(client, scheduleId);
      const { workflowId, isNew } = triggered;
      const next = workflowId === undefined ? ['schedule', 'show', scheduleId] : ['status', workflowId];
      const facts = { scheduleId, workflowId, started: isNew };
      printResult(facts, describeTriggered(scheduleId, triggered), json, [next]);
    },
  );
  addOnSchedule(
    schedule,
    'delete',
    ['Delete a schedule', 'Running exports and exported files are not affected.', 'Delete'],
    async (client, scheduleId, { json }) => {
      await withSchedule(scheduleId, () => client.schedule.getHandle(scheduleId).delete());
      printResult({ scheduleId, deleted: true }, `${scheduleId} deleted.`, json, [['list', '--running']]);
    },
  );
}

function describeTriggered(scheduleId: string, { workflowId, isNew }: Triggered): string {
  if (workflowId === undefined) return `${scheduleId} triggered. Temporal has not started the export yet.`;
  return isNew ? `Started ${workflowId}.` : `${workflowId} is already running. Nothing started.`;
}
