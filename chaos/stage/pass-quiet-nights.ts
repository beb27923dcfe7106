import { setTimeout as pause } from 'node:timers/promises';
import { DAY_MS } from '../calendar';
import type { Stage } from './stage';

/** So long nobody creates anything before the rest of the UTC day is skipped, milliseconds. */
const QUIET_MS = 2500;

/** More nights would let day files expire. */
const MOST_NIGHTS = 6;

/**
 * Skip what is left of a UTC day when everybody waits for the next one: every job is over, nothing is created, and
 * nothing is being done from outside. Returns how to stop.
 */
export function passQuietNights(stage: Stage): () => void {
  const stopping = new AbortController();
  void watch(stage, stopping.signal);
  return () => {
    stopping.abort();
  };
}

async function watch(stage: Stage, signal: AbortSignal): Promise<void> {
  let quietSinceMs = performance.now();
  let nights = 0;
  while (!signal.aborted && nights < MOST_NIGHTS) {
    await pause(100);
    if (!isQuiet(stage)) quietSinceMs = performance.now();
    if (performance.now() - quietSinceMs < QUIET_MS) continue;
    const nowMs = stage.clock();
    stage.clock.advance(DAY_MS - (nowMs % DAY_MS) + 500);
    quietSinceMs = performance.now();
    nights++;
  }
}

function isQuiet({ simulator, notes }: Stage): boolean {
  if (notes.underWay > 0) return false;
  const latestCreate = simulator.requests().findLast(({ operation }) => operation === 'create');
  if (latestCreate && performance.now() - latestCreate.monotonicMs < QUIET_MS) return false;
  return simulator.jobs().every((job) => job.isOver || job.isForgotten || job.deletedAtMs !== undefined);
}
