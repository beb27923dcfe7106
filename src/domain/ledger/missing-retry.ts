import { addDays, dayOf, startOfDay } from '../days/day-range';
import type { DayState, MissingReason } from './day-state';
import { refusedAlone } from './day-transitions';

/** What an archive notes of a day that was given up. */
export interface MissingRecord {
  readonly reason: MissingReason;
  /** Submissions that covered it when it was given up last. */
  readonly attempts: number;
  /** Set when a schedule is to ask for it once more. */
  readonly isDue?: true;
}

/** What the note on a day told before it was given up once more. Instants are milliseconds since 1970. */
export interface EarlierNote {
  readonly retries?: number | undefined;
  readonly nextTryAtMs?: number | undefined;
}

/** How often a schedule asks again for a day that was given up. */
const MOST_RETRIES = 7;

/** Somebody meant these; and of a file that no reader reads, Twilio would make the same one again. */
const ONLY_BY_HAND: readonly MissingReason[] = ['deletedAtTwilio', 'cancelled', 'unreadable'];

/** Whether a schedule is to ask again for a noted day, at an instant of Twilio's clock. */
export function isDue({ nextTryAtMs = Infinity }: EarlierNote, nowMs: number): boolean {
  return nextTryAtMs <= nowMs;
}

/**
 * When a schedule asks again for a day that is given up at an instant of Twilio's clock: from the next UTC day on, on
 * so many nights, then never by itself. A day that was not due was asked for by hand, which is no night.
 */
export function nextTry(reason: MissingReason, earlier: EarlierNote | undefined, nowMs: number): EarlierNote {
  if (ONLY_BY_HAND.includes(reason)) return { retries: earlier?.retries ?? 0 };
  if (earlier && !isDue(earlier, nowMs)) return earlier;
  const retries = earlier ? (earlier.retries ?? 0) + 1 : 0;
  return retries < MOST_RETRIES ? { retries, nextTryAtMs: startOfDay(addDays(dayOf(nowMs), 1)) } : { retries };
}

/** Where a noted day stands when a scheduled export begins: with one more attempt before it, or given up as it was. */
export function stateAfterNote({ reason, attempts, isDue }: MissingRecord, maxAttempts: number): DayState {
  if (!isDue) return { state: 'missing', attempts, reason };
  const lastAttempt = { state: 'planned', attempts: Math.max(maxAttempts - 1, 0) } as const;
  return reason === 'refused' ? { ...lastAttempt, ...refusedAlone() } : lastAttempt;
}
