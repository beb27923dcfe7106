import { setTimeout as pause } from 'node:timers/promises';
import { ScheduleOverlapPolicy, type Client } from '@temporalio/client';
import { readScheduleState } from './schedule-state';

/** How long Temporal may take to start what it was told to start, milliseconds. */
const STARTS_WITHIN_MS = 5000;
const LOOK_EVERY_MS = 200;

/** The export that runs after a trigger; without an id when Temporal has not started it yet. */
export interface Triggered {
  readonly workflowId: string | undefined;
  /** Whether the trigger started it. */
  readonly isNew: boolean;
}

/**
 * Start an export of a schedule now, unless one runs.
 * @throws CommandError when there is no such schedule
 */
export async function triggerSchedule(client: Client, scheduleId: string): Promise<Triggered> {
  const before = await readScheduleState(client, scheduleId);
  const known = new Set([...before.running, ...before.recent.map(({ workflowId }) => workflowId)]);
  const [running] = before.running;
  if (running !== undefined) return { workflowId: running, isNew: false };
  await client.schedule.getHandle(scheduleId).trigger(ScheduleOverlapPolicy.SKIP);
  for (const end = performance.now() + STARTS_WITHIN_MS; performance.now() < end;) {
    const { recent } = await readScheduleState(client, scheduleId);
    const started = recent.find(({ workflowId }) => !known.has(workflowId));
    if (started) return { workflowId: started.workflowId, isNew: true };
    await pause(LOOK_EVERY_MS);
  }
  return { workflowId: undefined, isNew: false };
}
