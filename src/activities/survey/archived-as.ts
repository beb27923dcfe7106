import type { ArchivedDay } from '../../archive/port';
import type { MissingNote } from '../../archive/days/day-note';
import { dayOf } from '../../domain/days/day-range';
import { MISSING_REASONS } from '../../domain/ledger/day-state';
import type { Archived } from '../../domain/ledger/fold-submission';
import { isDue, type EarlierNote, type MissingRecord } from '../../domain/ledger/missing-retry';
import { madeFrom } from '../../domain/twilio/limits';

/** What a scheduled run depends on: Twilio's clock (ms since 1970), and after how many days it exports days again. */
export interface ScheduledLook {
  readonly nowMs: number;
  readonly lookback: number;
}

/** The state of a day in an archive. Only scheduled runs follow notes of missing days, and ignore receipts of early files. */
export function archivedAs(archived: ArchivedDay, schedule?: ScheduledLook): Archived {
  const { receipt, missing, frozen } = archived;
  if (frozen) return frozen.bytes > 0 ? 'delivered' : 'empty';
  const there = receipt && (receipt.records > 0 ? 'delivered' : 'empty');
  if (!schedule) return there ?? unreadableIn(missing) ?? 'nothing';
  if (there && isLateEnough(archived, schedule)) return there;
  const note = missing && missingRecordOf(missing, schedule.nowMs);
  if (note && !note.isDue) return there ?? note;
  return note ?? 'nothing';
}

export function earlierNote({ retries, nextTryAt }: MissingNote): EarlierNote {
  return { retries, nextTryAtMs: nextTryAt === undefined ? undefined : Date.parse(nextTryAt) };
}

/** Requesting it again would use a day of quota and return the same bytes. */
function unreadableIn(note: MissingNote | undefined): MissingRecord | undefined {
  return note?.reason === 'unreadable' ? { reason: note.reason, attempts: note.attempts } : undefined;
}

function isLateEnough({ day, receipt }: ArchivedDay, { nowMs, lookback }: ScheduledLook): boolean {
  if (lookback === 0 || !receipt) return true;
  return dayOf(Date.parse(receipt.createdTime ?? receipt.fetchedAt)) >= madeFrom(day, nowMs, lookback);
}

function missingRecordOf(note: MissingNote, nowMs: number): MissingRecord {
  const reason = MISSING_REASONS.find((known) => known === note.reason) ?? 'exhausted';
  const due = isDue(earlierNote(note), nowMs) ? ({ isDue: true } as const) : {};
  return { reason, attempts: note.attempts, ...due };
}
