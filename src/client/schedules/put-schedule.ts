import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import { describeRange, type AccountPlace, type RelativeRange, type ExportSpec } from '../../domain/request/export-request';
import { scheduledWorkflowId, scheduleIdOf } from '../../contract/ids';
import type { ExportDayRangeInput } from '../../contract/messages';
import { requireSameEncryption } from '../encryption';
import type { ExportMemo } from '../exports/export-state';
import { isSearchable } from '../search-attributes';
import { stateOf, type ScheduleState } from './schedule-state';

export interface ScheduleSpec extends AccountPlace, Pick<ExportSpec, 'resourceType' | 'options'> {
  /** The time of day, UTC, such as `03:00`. */
  readonly at: string;
  /** Each run starts up to this much later, milliseconds. */
  readonly jitterMs: number;
  readonly range: RelativeRange;
}

/** How late a run may start after an outage of Temporal. The next run exports what a later one would have. */
const CATCHUP_WINDOW = '1 day';

/** Create a schedule or update it, and resolve with the one before. An update keeps the paused state and the note. */
export async function putSchedule(client: Client, spec: ScheduleSpec): Promise<ScheduleState | undefined> {
  await requireSameEncryption(client, spec.taskQueue);
  const scheduleId = scheduleIdOf(spec.account, spec.resourceType);
  const desired = scheduleOf(spec, (await isSearchable(client)) ? true : undefined);
  try {
    await client.schedule.create({ ...desired, scheduleId });
    return undefined;
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    let before: ScheduleState | undefined;
    await client.schedule.getHandle(scheduleId).update((previous) => {
      before = stateOf(previous);
      return { ...desired, state: previous.state };
    });
    return before;
  }
}

/** Runs never overlap: a long run exports every day that becomes exportable before it ends. */
function scheduleOf({ account, taskQueue, resourceType, at, jitterMs, range, options }: ScheduleSpec, searchable?: true) {
  const input: ExportDayRangeInput = { account, resourceType, range, options, isSearchable: searchable };
  const time = `every day at ${at} UTC`;
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  return {
    spec: { calendars: [{ hour, minute, comment: time }], timezone: 'UTC', jitter: jitterMs },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCHUP_WINDOW, pauseOnFailure: false },
    action: {
      type: 'startWorkflow',
      workflowType: 'exportDayRange',
      workflowId: scheduledWorkflowId(account, resourceType),
      taskQueue,
      args: [input],
      memo: { resourceType, options } satisfies Omit<ExportMemo, 'range'>,
      staticSummary: `${resourceType}, ${describeRange(range)}, ${time}`,
    },
  } satisfies Omit<ScheduleOptions, 'scheduleId'>;
}
