import type { Command } from 'commander';
import { withTemporal } from '../../../client/connection';
import { listSchedules, readScheduleState, type ScheduleState } from '../../../client/schedules/schedule-state';
import { describeSchedule, summarizeSchedule } from '../../output/describe-schedule';
import { examples } from '../../output/examples';
import { nextCommands } from '../../output/print';
import { addScheduleControls } from './control';
import { addScheduleCreate } from './create';
import { addOnSchedule } from './on-schedule';

/** Define `schedule`. */
export function defineSchedule(schedule: Command): void {
  schedule.helpCommand('help [command]', 'Show the help of a command');
  addScheduleCreate(schedule);
  schedule
    .command('list')
    .summary('List schedules')
    .option('--json', 'Print JSON to stdout')
    .addHelpText('after', examples('schedule list'))
    .action(async ({ json }: { json?: boolean }) => {
      const states = await withTemporal(({ client }) => listSchedules(client));
      console.log(json ? JSON.stringify(states, undefined, 2) : describeAll(states).join('\n'));
    });
  addOnSchedule(
    schedule,
    'show',
    ['Show a schedule', 'Shows what it exports, its next run and its recent runs.'],
    async (client, scheduleId, { json }) => {
      const state = await readScheduleState(client, scheduleId);
      console.log(json ? JSON.stringify(state, undefined, 2) : describeOne(state).join('\n'));
    },
  );
  addScheduleControls(schedule);
}

function describeAll(states: readonly ScheduleState[]): string[] {
  const [first] = states;
  if (!first) return ['No schedules found.', ...nextCommands(['schedule', 'create', '--help'])];
  return [...states.map(summarizeSchedule), ...nextCommands(['schedule', 'show', first.scheduleId])];
}

function describeOne(state: ScheduleState): string[] {
  const { scheduleId, running, recent, paused } = state;
  const latest = running[0] ?? recent[0]?.workflowId;
  const command = ['schedule', paused ? 'resume' : 'trigger', scheduleId];
  const next = latest === undefined ? [command] : [['status', latest], command];
  return [...describeSchedule(state), ...nextCommands(...next)];
}
