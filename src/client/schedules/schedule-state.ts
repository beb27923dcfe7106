import { ScheduleNotFoundError, type Client, type ScheduleDescription } from '@temporalio/client';
import type { ExportDayRangeInput } from '../../contract/messages';
import type { ExportState, Lifecycle } from '../exports/export-state';
import { readExportEnd } from '../exports/read-export-state';
import { ownCommand } from '../own-command';
import { CommandError } from '../send-command';

export type ScheduleState = Readonly<ReturnType<typeof stateOf>>;

/** A run; its end is absent when it was not read, or when the retention period of the export has ended. */
export interface ScheduledRun extends Pick<ExportState, 'outcome' | 'problem'> {
  readonly workflowId: string;
  readonly scheduledAt: Date;
  readonly state?: Lifecycle | undefined;
}

/** Run a call on a schedule. @throws CommandError when the schedule does not exist */
export async function withSchedule<T>(scheduleId: string, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    throw new CommandError(`Schedule ${scheduleId} not found. List schedules: ${ownCommand('schedule', 'list')}`);
  }
}

/** @throws CommandError when the schedule does not exist */
export async function readScheduleState(client: Client, scheduleId: string): Promise<ScheduleState> {
  return stateOf(await withSchedule(scheduleId, () => client.schedule.getHandle(scheduleId).describe()));
}

/** The schedule with the state of its last exports, and how they ended. */
export async function withEnds(client: Client, schedule: ScheduleState): Promise<ScheduleState> {
  const recent = schedule.recent.map(async (run) => {
    const { state, outcome, problem } = (await readExportEnd(client, run.workflowId)) ?? {};
    return { ...run, state, outcome, problem };
  });
  return { ...schedule, recent: await Promise.all(recent) };
}

export async function listSchedules(client: Client): Promise<ScheduleState[]> {
  const ids: string[] = [];
  for await (const { scheduleId, action } of client.schedule.list()) {
    if (action?.workflowType === 'exportDayRange') ids.push(scheduleId);
  }
  return Promise.all(ids.sort().map((id) => readScheduleState(client, id)));
}

export function stateOf({ scheduleId, action, spec, state, info }: ScheduleDescription) {
  const [input] = (action.args ?? []) as ExportDayRangeInput[];
  return {
    scheduleId,
    /** The input of its exports; undefined when the schedule starts other workflows. */
    input,
    /** The time of day (UTC) at which exports start; undefined when the schedule was edited to use other times. */
    at: timeOf(spec),
    /** Each run starts up to this much later, milliseconds. */
    jitterMs: spec.jitter ?? 0,
    paused: state.paused,
    note: state.note === '' ? undefined : state.note,
    running: info.runningActions.map(({ workflow }) => workflow.workflowId),
    recent: info.recentActions
      .map(({ scheduledAt, action: { workflow } }): ScheduledRun => ({ workflowId: workflow.workflowId, scheduledAt }))
      .reverse(),
    next: info.nextActionTimes,
    /** Runs that were skipped because the previous run was still running. */
    skipped: info.numActionsSkippedOverlap,
  };
}

/** Undefined unless the schedule has exactly one time per day. */
function timeOf({ calendars = [], intervals = [] }: ScheduleDescription['spec']): string | undefined {
  const [first, ...others] = calendars;
  const hour = first?.hour[0];
  const minute = first?.minute[0];
  if (!hour || !minute || others.length + intervals.length > 0) return undefined;
  if (hour.start !== hour.end || minute.start !== minute.end) return undefined;
  return [hour, minute].map(({ start }) => String(start).padStart(2, '0')).join(':');
}
