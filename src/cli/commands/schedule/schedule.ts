import type { Command } from 'commander';
import { withTemporal } from '../../../client/connection';
import { FAILED_STATES } from '../../../client/exports/export-state';
import { listSchedules, readScheduleState, withEnds, type ScheduleState } from '../../../client/schedules/schedule-state';
import { addAction, addSubcommand, type Result } from '../../action';
import { describeSchedule, scheduleAsJson, summarizeSchedule } from '../../output/describe-schedule';
import { addOnSchedule, addScheduleControls } from './control';
import { addScheduleCreate } from './create';

export function define(schedule: Command): void {
  addScheduleCreate(schedule);
  addAction(addSubcommand(schedule, 'list', 'List schedules'), ['schedule list'], list);
  addOnSchedule(
    schedule,
    'show',
    ['Show a schedule', 'Shows what it exports, its next run, and how its last runs ended.'],
    async (client, scheduleId, { failed }) => {
      const whole = await withEnds(client, await readScheduleState(client, scheduleId));
      if (!failed) return resultOf(whole);
      const recent = whole.recent.filter(({ state }) => state !== undefined && FAILED_STATES.includes(state));
      return { ...resultOf({ ...whole, recent }), exitCode: recent.length > 0 ? 1 : 0 };
    },
  ).option('--failed', 'Only failed, terminated or timed-out runs; exit code 1 if there are any');
  addScheduleControls(schedule);
}

async function list(): Promise<Result> {
  const states = await withTemporal(async ({ client }) => {
    const read: ScheduleState[] = [];
    for (const schedule of await listSchedules(client)) read.push(await withEnds(client, schedule));
    return read;
  });
  const [first] = states;
  return {
    facts: states.map(scheduleAsJson),
    lines: first ? states.map(summarizeSchedule) : ['No schedules found.'],
    next: [first ? ['schedule', 'show', first.scheduleId] : ['schedule', 'create', '--help']],
  };
}

function resultOf(state: ScheduleState): Result {
  const { scheduleId, running, recent, paused } = state;
  const latest = running[0] ?? recent.find((run) => run.state !== undefined)?.workflowId;
  const command = ['schedule', paused ? 'resume' : 'trigger', scheduleId];
  const next = latest === undefined ? [command] : [['status', latest], command];
  return { facts: scheduleAsJson(state), lines: describeSchedule(state), next };
}
