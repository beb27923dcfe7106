import type { Command } from 'commander';
import { withSchedule } from '../../../client/schedules/schedule-state';
import { triggerSchedule, type Triggered } from '../../../client/schedules/trigger-schedule';
import { printResult } from '../../output/print';
import { addOnSchedule } from './on-schedule';

/** Add the commands that a schedule takes: `pause`, `resume`, `trigger` and `delete`. */
export function addScheduleControls(schedule: Command): void {
  addOnSchedule(
    schedule,
    'pause',
    'start nothing until it is resumed; a running export goes on',
    async (client, scheduleId, { reason = 'Paused by an operator.', json }) => {
      await withSchedule(scheduleId, () => client.schedule.getHandle(scheduleId).pause(reason));
      const facts = { scheduleId, paused: true, note: reason };
      printResult(facts, `${scheduleId} is paused.`, json, [['schedule', 'resume', scheduleId]]);
    },
  ).option('--reason <text>', 'shown to whoever looks at the schedule');
  addOnSchedule(
    schedule,
    'resume',
    'start exports again; the next one takes on all that is exportable by then',
    async (client, scheduleId, { json }) => {
      await withSchedule(scheduleId, () => client.schedule.getHandle(scheduleId).unpause('Resumed.'));
      const next = ['trigger', 'show'].map((name) => ['schedule', name, scheduleId]);
      printResult({ scheduleId, paused: false }, `${scheduleId} goes on.`, json, next);
    },
  );
  addOnSchedule(
    schedule,
    'trigger',
    'start an export now, unless one of its own runs',
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
    'remove it; a running export goes on, and what was exported stays',
    async (client, scheduleId, { json }) => {
      await withSchedule(scheduleId, () => client.schedule.getHandle(scheduleId).delete());
      printResult({ scheduleId, deleted: true }, `${scheduleId} is deleted.`, json, [['list', '--running']]);
    },
  );
}

function describeTriggered(scheduleId: string, { workflowId, isNew }: Triggered): string {
  if (workflowId === undefined)
    return `${scheduleId} was told to start an export; Temporal has not started it yet.`;
  return isNew ? `Started ${workflowId}.` : `${workflowId} runs already; nothing was started.`;
}
