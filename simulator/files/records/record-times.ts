import type { Draws } from './draws';
import type { RecordPlace } from './record-place';

/** Instants of a record as ISO 8601 texts in UTC, all of them within its day. */
interface RecordTimes {
  readonly created: string;
  readonly ended: string;
  readonly updated: string;
  /** From created to ended; shorter than requested when the day ends before. */
  readonly seconds: number;
}

/**
 * When a record was created, was over `seconds` later, and last changed. Records are spread evenly over their day, and each export
 * of the day finds them changed ten minutes later than the export before.
 */
export function recordTimes({ day, number, count, generation }: RecordPlace, seconds: number, draws: Draws): RecordTimes {
  const share = LAST_SECOND / count;
  const created = Math.floor((number - 1) * share + draws.below(Math.max(share, 1)));
  const ended = Math.min(created + seconds, LAST_SECOND);
  const updated = Math.min(ended + draws.below(10) + (generation - 1) * 600, LAST_SECOND);
  return { created: instant(day, created), ended: instant(day, ended), updated: instant(day, updated), seconds: ended - created };
}

const LAST_SECOND = 86_399;

function instant(day: string, second: number): string {
  const twoDigits = (value: number): string => String(Math.floor(value) % 60).padStart(2, '0');
  return `${day}T${twoDigits(second / 3600)}:${twoDigits(second / 60)}:${twoDigits(second)}Z`;
}
