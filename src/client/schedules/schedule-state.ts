import { ScheduleNotFoundError, type Client, type ScheduleDescription } from '@temporalio/client';
import type { ExportDayRangeInput } from '../../contract/messages';
import { scheduleIdOf } from '../../contract/ids';
import { isResourceType } from '../../domain/twilio/resource-type';
import { ownCommand } from '../own-command';
import { CommandError } from '../send-command';
import { formatTimeOfDay } from './time-of-day';

/** All that can be learned of one schedule. */
export interface ScheduleState {
  readonly scheduleId: string;
  /** What its exports are begun with; absent when it starts something else. */
  readonly input?: ExportDayRangeInput | undefined;
  /** At what time of day it starts an export, UTC; absent when somebody gave it other times. */
  readonly at?: string | undefined;
  readonly paused: boolean;
  /** What an operator wrote when it was paused or resumed. */
  readonly note?: string | undefined;
  /** The exports that run, by their workflow ids. */
  readonly running: readonly string[];
  /** The last ones it started, the newest first, and when each was due. */
  readonly recent: readonly { readonly workflowId: string; readonly scheduledAt: Date }[];
  readonly next: readonly Date[];
  /** Nights on which none was started since the one before still ran. */
  readonly skipped: number;
}

/** The id of a schedule that a person names by it, or by its resource type. */
export function scheduleIdFrom(name: string, account: string): string {
  return isResourceType(name) ? scheduleIdOf(account, name) : name;
}

/**
 * Do something with a schedule.
 * @throws CommandError when there is none of that id
 */
export async function withSchedule<T>(scheduleId: string, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    throw new CommandError(
      `There is no schedule ${scheduleId}. Which there are: ${ownCommand('schedule', 'list')}`,
    );
  }
}

/** @throws CommandError when there is none of that id */
export async function readScheduleState(client: Client, scheduleId: string): Promise<ScheduleState> {
  const handle = client.schedule.getHandle(scheduleId);
  return stateOf(await withSchedule(scheduleId, () => handle.describe()));
}

/** All schedules of exports. */
export async function listSchedules(client: Client): Promise<ScheduleState[]> {
  const ids: string[] = [];
  for await (const { scheduleId, action } of client.schedule.list()) {
    if (action?.workflowType === 'exportDayRange') ids.push(scheduleId);
  }
  return Promise.all(ids.sort().map((id) => readScheduleState(client, id)));
}

function stateOf({ scheduleId, action, spec, state, info }: ScheduleDescription): ScheduleState {
  const [input] = (action.args ?? []) as ExportDayRangeInput[];
  return {
    scheduleId,
    input,
    at: timeOf(spec),
    paused: state.paused,
    note: state.note === '' ? undefined : state.note,
    running: info.runningActions.map(({ workflow }) => workflow.workflowId),
    recent: info.recentActions
      .map(({ scheduledAt, action: { workflow } }) => ({ workflowId: workflow.workflowId, scheduledAt }))
      .reverse(),
    next: info.nextActionTimes,
    skipped: info.numActionsSkippedOverlap,
  };
}

/** Undefined unless it is one time every day. */
function timeOf({ calendars = [], intervals = [] }: ScheduleDescription['spec']): string | undefined {
  const [first, ...others] = calendars;
  const hour = first?.hour[0];
  const minute = first?.minute[0];
  if (!hour || !minute || others.length + intervals.length > 0) return undefined;
  if (hour.start !== hour.end || minute.start !== minute.end) return undefined;
  return formatTimeOfDay({ hour: hour.start, minute: minute.start });
}
