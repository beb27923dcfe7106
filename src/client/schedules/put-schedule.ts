import {
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptions,
} from '@temporalio/client';
import type { ExportOptions } from '../../domain/request/export-options';
import { describeRelative, type RelativeRange } from '../../domain/request/relative-range';
import { scheduledWorkflowId, scheduleIdOf, taskQueueOf } from '../../contract/ids';
import type { ResourceType } from '../../domain/twilio/resource-type';
import type { ExportDayRangeInput } from '../../contract/messages';
import type { ExportMemo } from '../exports/export-state';
import { isSearchable } from '../search-attributes';
import type { TimeOfDay } from './time-of-day';

/** A schedule that can be made. */
export interface ScheduleSpec {
  readonly account: string;
  readonly resourceType: ResourceType;
  readonly at: TimeOfDay;
  readonly range: RelativeRange;
  readonly options: ExportOptions;
}

/** How late a night may begin when Temporal itself was away; a later one is the next one's affair. */
const CATCHUP_WINDOW = '1 day';

/**
 * Make a schedule, or change it in place: then what an operator did to it stays, a pause and its note.
 *
 * @returns whether it was there already
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

/** Its runs never overlap: the one that runs takes on whatever is exportable when it gets there. */
function scheduleOf(
  { account, resourceType, at, range, options }: ScheduleSpec,
  searchable: true | undefined,
) {
  const memo: Omit<ExportMemo, 'range'> = { resourceType, options };
  const input: ExportDayRangeInput = { account, resourceType, range, options, isSearchable: searchable };
  return {
    spec: { calendars: [{ hour: at.hour, minute: at.minute, comment: 'every night, UTC' }], timezone: 'UTC' },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCHUP_WINDOW, pauseOnFailure: false },
    action: {
      type: 'startWorkflow',
      workflowType: 'exportDayRange',
      workflowId: scheduledWorkflowId(account, resourceType),
      taskQueue: taskQueueOf(account),
      args: [input],
      memo: { ...memo },
      staticSummary: `${resourceType}, ${describeRelative(range)}`,
    },
  } satisfies Omit<ScheduleOptions, 'scheduleId'>;
}
