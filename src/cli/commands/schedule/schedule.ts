import type { Command } from 'commander';
import { withTemporal } from '../../../client/connection';
import { FAILED_STATES } from '../../../client/exports/read-export-state';
import {
  listSchedules,
  readScheduleState,
  withEnds,
  type ScheduledRun,
  type ScheduleState,
} from '../../../client/schedules/schedule-state';
import { describeSchedule, scheduleAsJson, summarizeSchedule } from '../../output/describe-schedule';
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
      const states = await withTemporal(async ({ client }) => {
        const read: ScheduleState[] = [];
        for (const schedule of await listSchedules(client)) read.push(await withEnds(client, schedule));
        return read;
      });
      console.log(json ? JSON.stringify(states.map(scheduleAsJson), undefined, 2) : describeAll(states).join('\n'));
    });
  addOnSchedule(
    schedule,
    'show',
    ['Show a schedule', 'Shows what it exports, its next run, and how its last runs ended.'],
    async (client, scheduleId, { json, failed }) => {
      const whole = await withEnds(client, await readScheduleState(client, scheduleId));
      const state = failed ? { ...whole, recent: whole.recent.filter(hasFailed) } : whole;
      console.log(json ? JSON.stringify(scheduleAsJson(state), undefined, 2) : describeOne(state).join('\n'));
      if (failed && state.recent.length > 0) process.exitCode = 1;
    },
  ).option('--failed', 'Only failed, terminated or timed-out runs; exit code 1 if there are any');
  addScheduleControls(schedule);
}

function hasFailed({ state }: ScheduledRun): boolean {
  return state !== undefined && FAILED_STATES.includes(state);
}

function describeAll(states: readonly ScheduleState[]): string[] {
  const [first] = states;
  if (!first) return ['No schedules found.', ...nextCommands(['schedule', 'create', '--help'])];
  return [...states.map(summarizeSchedule), ...nextCommands(['schedule', 'show', first.scheduleId])];
}

function describeOne(state: ScheduleState): string[] {
  const { scheduleId, running, recent, paused } = state;
  const latest = running[0] ?? recent.find((run) => run.state !== undefined)?.workflowId;
  const command = ['schedule', paused ? 'resume' : 'trigger', scheduleId];
  const next = latest === undefined ? [command] : [['status', latest], command];
  return [...describeSchedule(state), ...nextCommands(...next)];
}
