import { changeByEntries, countWhere, entriesOf, type DayMap } from '../days/day-map';
import type { DayState } from './day-state';
import type { Ledger } from './ledger';
import { stateAfterNote, type MissingRecord } from './missing-retry';

/** The state of a day in an archive. */
export type Archived = 'delivered' | 'empty' | 'nothing' | MissingRecord;

/** The ledger after a survey of the archive: days with a receipt need no request, days with a note have at most one attempt. */
export function recordArchived(ledger: Ledger, archived: DayMap<Archived>, maxAttempts: number): Ledger {
  const days = changeByEntries(ledger.days, entriesOf(archived), (before, there) => {
    if (there === 'nothing') return before;
    return typeof there === 'string' ? { state: there } : stateAfterNote(there, maxAttempts);
  });
  return { ...ledger, days, archivedDays: countWhere(days, ({ state }) => state === 'delivered' || state === 'empty') };
}

/** The ledger after an earlier export of the same days: those that are complete there need no request here. */
export function recordEarlier(ledger: Ledger, earlier: Ledger['days']): Ledger {
  const days = changeByEntries(ledger.days, entriesOf(earlier), (before, { state }) => {
    const isComplete = state === 'exported' || state === 'delivered' || state === 'empty';
    return isComplete ? ({ state } as DayState) : before;
  });
  return { ...ledger, days };
}
