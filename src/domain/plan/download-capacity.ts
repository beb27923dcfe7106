import { isDeliverable } from '../ledger/day-state';
import type { Ledger } from '../ledger/ledger';
import { FILE_LIFE_MS } from '../twilio/limits';

/** The share of a file's lifetime that downloading all files may take; the other half is a margin. */
const TIME_TO_FETCH_MS = FILE_LIFE_MS / 2;

/** A file that has waited this long shows that downloads are too slow, or have stopped. */
const LONGEST_WAIT_MS = FILE_LIFE_MS / 4;

/** How many days, besides chosen ones, could be downloaded before they expire. Zero while that is less than half of a chunk. */
export function downloadCapacity({ days, delivered }: Ledger, nowMs: number, chunkDays: number, chosenDays = 0): number {
  let under = chosenDays;
  let waiting = 0;
  let oldestMs = nowMs;
  for (const { days: count, value } of days.runs) {
    if (value.state === 'submitted') under += count;
    if (!isDeliverable(value)) continue;
    waiting += count;
    oldestMs = Math.min(oldestMs, value.madeAfterMs);
  }
  if (nowMs - oldestMs > LONGEST_WAIT_MS) return 0;
  const { msPerDay = 0 } = delivered ?? {};
  if (msPerDay === 0) return Infinity;
  const capacity = Math.floor(TIME_TO_FETCH_MS / msPerDay) - under - waiting;
  if (capacity >= chunkDays / 2) return capacity;
  return under + waiting > 0 ? 0 : Math.max(capacity, 1);
}
