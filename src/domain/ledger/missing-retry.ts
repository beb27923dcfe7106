import { addDays, dayOf, startOfDay } from '../days/day-range';
import type { DayState, MissingReason } from './day-state';
import { refusedAlone } from './day-transitions';

/** The note of an archive on a missing day. */
export interface MissingRecord {
  readonly reason: MissingReason;
  readonly attempts: number;
  /** Set when a scheduled run is to request it again. */
  readonly isDue?: true;
}

/** The retries that an earlier note records; instants are milliseconds since 1970. */
export interface EarlierNote {
  readonly retries?: number | undefined;
  readonly nextTryAtMs?: number | undefined;
}

const MOST_RETRIES = 7;

/** A deliberate end; and for an unreadable file, Twilio would make the same one again. */
const ONLY_BY_HAND: readonly MissingReason[] = ['deletedAtTwilio', 'cancelled', 'unreadable'];

/** Whether a scheduled run is to request a day again, at an instant of Twilio's clock. */
export function isDue({ nextTryAtMs = Infinity }: EarlierNote, nowMs: number): boolean {
  return nextTryAtMs <= nowMs;
}

/** When a scheduled run requests a missing day again: daily (UTC), a few times. A day that was not due was requested by hand. */
export function nextTry(reason: MissingReason, earlier: EarlierNote | undefined, nowMs: number): EarlierNote {
  if (ONLY_BY_HAND.includes(reason)) return { retries: earlier?.retries ?? 0 };
  if (earlier && !isDue(earlier, nowMs)) return earlier;
  const retries = earlier ? (earlier.retries ?? 0) + 1 : 0;
  return retries < MOST_RETRIES ? { retries, nextTryAtMs: startOfDay(addDays(dayOf(nowMs), 1)) } : { retries };
}

/** The state of a day with a note when a scheduled run begins: one attempt left, or missing. */
export function stateAfterNote({ reason, attempts, isDue }: MissingRecord, maxAttempts: number): DayState {
  if (!isDue) return { state: 'missing', attempts, reason };
  const lastAttempt = { state: 'planned', attempts: Math.max(maxAttempts - 1, 0) } as const;
  return reason === 'refused' ? { ...lastAttempt, ...refusedAlone() } : lastAttempt;
}
