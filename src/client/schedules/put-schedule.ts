import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import type { ExportOptions } from '../../domain/request/export-options';
import { describeRelative, type RelativeRange } from '../../domain/request/relative-range';
import { scheduledWorkflowId, scheduleIdOf, taskQueueOf } from '../../contract/ids';
import type { ResourceType } from '../../domain/twilio/resource-type';
import type { ExportDayRangeInput } from '../../contract/messages';
import type { ExportMemo } from '../exports/export-state';
import { isSearchable } from '../search-attributes';
import { formatTimeOfDay, type TimeOfDay } from './time-of-day';

/** A schedule to create. */
export interface ScheduleSpec {
  readonly account: string;
  readonly resourceType: ResourceType;
  readonly at: TimeOfDay;
  readonly range: RelativeRange;
  readonly options: ExportOptions;
}

/** How late a run may start after an outage of Temporal. The next run exports what a later one would have. */
const CATCHUP_WINDOW = '1 day';

/**
 * Create a schedule, or update it. An update keeps the paused state and the note.
 *
 * @returns whether the schedule existed
 */
export async function putSchedule(client: Client, spec: ScheduleSpec): Promise<{ wasThere: boolean }> {
  const scheduleId = scheduleIdOf(spec.account, spec.resourceType);
  const desired = scheduleOf(spec, (await isSearchable(client)) ? true : undefined);
  try {
    await client.schedule.create({ ...desired, scheduleId });
    return { wasThere: false };
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(scheduleId).update(({ state }) => ({ ...desired, state }));
    return { wasThere: true };
  }
}

/** Runs never overlap: a long run exports every day that becomes exportable before it ends. */
function scheduleOf({ account, resourceType, at, range, options }: ScheduleSpec, searchable: true | undefined) {
  const memo: Omit<ExportMemo, 'range'> = { resourceType, options };
  const input: ExportDayRangeInput = { account, resourceType, range, options, isSearchable: searchable };
  const time = `every day at ${formatTimeOfDay(at)} UTC`;
  return {
    spec: { calendars: [{ hour: at.hour, minute: at.minute, comment: time }], timezone: 'UTC' },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCHUP_WINDOW, pauseOnFailure: false },
    action: {
      type: 'startWorkflow',
      workflowType: 'exportDayRange',
      workflowId: scheduledWorkflowId(account, resourceType),
      taskQueue: taskQueueOf(account),
      args: [input],
      memo: { ...memo },
      staticSummary: `${resourceType}, ${describeRelative(range)}, ${time}`,
    },
  } satisfies Omit<ScheduleOptions, 'scheduleId'>;
}
