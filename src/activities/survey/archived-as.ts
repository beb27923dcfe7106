import type { ArchivedDay } from '../../archive/port';
import type { MissingNote } from '../../archive/days/day-note';
import { dayOf } from '../../domain/days/day-range';
import { MISSING_REASONS } from '../../domain/ledger/day-state';
import type { Archived } from '../../domain/ledger/fold-known';
import { isDue, type EarlierNote, type MissingRecord } from '../../domain/ledger/missing-retry';
import { madeFrom } from '../../domain/twilio/limits';

/** What a scheduled export goes by: Twilio's clock (ms since 1970), and after how many days it exports days once more. */
export interface ScheduledLook {
  readonly nowMs: number;
  readonly lookback: number;
}

/**
 * What a day of an archive counts as: for an export of named days receipts count, and files that no reader reads; a scheduled one heeds notes, and
 * receipts of files that were made too early for it do not count. A frozen receipt is an old one, and counts.
 */
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

/** What a note told of the nights before. */
export function earlierNote({ retries, nextTryAt }: MissingNote): EarlierNote {
  return { retries, nextTryAtMs: nextTryAt === undefined ? undefined : Date.parse(nextTryAt) };
}

/** To request it again would cost a day of quota, and bring the same bytes. */
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
