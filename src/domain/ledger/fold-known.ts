import { changeDays, countWhere, entriesOf, rangesWhere, type DayMap } from '../days/day-map';
import type { DayState } from './day-state';
import type { Ledger } from './ledger';
import { stateAfterNote, type MissingRecord } from './missing-retry';

/** The state of a day in an archive. */
export type Archived = 'delivered' | 'empty' | 'nothing' | MissingRecord;

/** The ledger after a survey of the archive: days with a receipt need no request, days with a note have at most one attempt. */
export function recordArchived(ledger: Ledger, archived: DayMap<Archived>, maxAttempts: number): Ledger {
  const known = settledAs(ledger, archived, (there) => there, ['delivered', 'empty']);
  const archivedDays = countWhere(known.days, ({ state }) => state !== 'planned');
  let { days } = known;
  for (const { range, value } of entriesOf(archived)) {
    if (typeof value !== 'string') days = changeDays(days, [range], () => stateAfterNote(value, maxAttempts));
  }
  return { ...known, days, archivedDays };
}

/** The ledger after an earlier export of the same days: those that are complete there need no request here. */
export function recordEarlier(ledger: Ledger, earlier: Ledger['days']): Ledger {
  return settledAs(ledger, earlier, ({ state }) => state, ['exported', 'delivered', 'empty']);
}

type Settled = Extract<DayState, { state: 'exported' | 'delivered' | 'empty' }>;

function settledAs<T>(
  ledger: Ledger,
  known: DayMap<T>,
  stateFor: (value: T) => unknown,
  settled: readonly Settled['state'][],
): Ledger {
  let { days } = ledger;
  for (const state of settled) {
    const ranges = rangesWhere(known, (value) => stateFor(value) === state);
    days = changeDays<DayState>(days, ranges, () => ({ state }) as Settled);
  }
  return { ...ledger, days };
}
