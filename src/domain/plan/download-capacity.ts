import { isDeliverable } from '../ledger/day-state';
import type { Ledger } from '../ledger/ledger';
import { FILE_LIFE_MS } from '../twilio/limits';

/** Of the life of a file: fetching all that are there may take so much of it, the other half is for bad days. */
const TIME_TO_FETCH_MS = FILE_LIFE_MS / 2;

/** A file that has waited for so long says that deliveries do not keep up, or do not go on at all. */
const LONGEST_WAIT_MS = FILE_LIFE_MS / 4;

/**
 * For how many more days files could be fetched before they expire, at the pace of the last deliveries. None while there
 * is not even room for half of what is wanted and files are still to be fetched; never none when there are no others.
 */
export function downloadCapacity({ days, delivered }: Ledger, nowMs: number, chunkDays: number): number {
  let under = 0;
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
