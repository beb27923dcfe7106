import { setTimeout as pause } from 'node:timers/promises';
import { ScheduleOverlapPolicy, type Client } from '@temporalio/client';
import { readScheduleState } from './schedule-state';

const START_TIMEOUT_MS = 5000;
const READ_INTERVAL_MS = 200;

/** Start an export of a schedule now, unless one runs. Resolves with its id once Temporal has started it. @throws CommandError */
export async function triggerSchedule(client: Client, scheduleId: string) {
  const before = await readScheduleState(client, scheduleId);
  const known = new Set([...before.running, ...before.recent.map(({ workflowId }) => workflowId)]);
  const [running] = before.running;
  if (running !== undefined) return { workflowId: running, isNew: false };
  await client.schedule.getHandle(scheduleId).trigger(ScheduleOverlapPolicy.SKIP);
  for (const end = performance.now() + START_TIMEOUT_MS; performance.now() < end;) {
    const { recent } = await readScheduleState(client, scheduleId);
    const started = recent.find(({ workflowId }) => !known.has(workflowId));
    if (started) return { workflowId: started.workflowId, isNew: true };
    await pause(READ_INTERVAL_MS);
  }
  return { workflowId: undefined, isNew: false };
}
