import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../../simulator/log/report';

const DAY_MS = 86_400_000;
const LOOK_EVERY_MS = 200;

/** Longer than a contestant waits for anything but the next UTC day. */
const IDLE_MS = 15_000;

/** What of a simulator's control API is used. */
interface Control {
  readonly read: <T>(path: string) => Promise<T>;
  readonly change: (path: string, body: unknown) => Promise<void>;
}

/** Move the simulator's clock to the next UTC day whenever no create comes and no job runs, until the signal. */
export async function skipIdleDays({ read, change }: Control, signal: AbortSignal, idleMs = IDLE_MS): Promise<void> {
  let [creates, idleSinceMs] = [0, performance.now()];
  while (!signal.aborted) {
    const { calls, unfinishedDays } = await read<Report>('/report');
    if (calls.create === 0 || calls.create !== creates || unfinishedDays > 0) idleSinceMs = performance.now();
    creates = calls.create;
    if (performance.now() - idleSinceMs > idleMs) {
      const nowMs = Date.parse((await read<{ now: string }>('/clock')).now);
      await change('/clock/advance', { ms: DAY_MS - (nowMs % DAY_MS) });
      idleSinceMs = performance.now();
    }
    await sleep(LOOK_EVERY_MS);
  }
}
