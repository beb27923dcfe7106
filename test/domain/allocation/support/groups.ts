import fc from 'fast-check';
import type { Row } from '../../../../src/domain/allocation/row';
import { addDays, countDays, type Day, type DayRange } from '../../../../src/domain/days/day-range';
import { RESOURCE_TYPES } from '../../../../src/domain/twilio/resource-type';
import { days } from '../../../support/days';

export const FIRST_RUN = '2026-12-01' as Day;
export const NEWEST = '2026-11-29' as Day;

/** Ranges within one, apart from each other. */
function anyGaps(within: DayRange): fc.Arbitrary<DayRange[]> {
  const lengths = fc.array(fc.tuple(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 150 })), { maxLength: 5 });
  return lengths.map((pairs) => {
    let next = within.startDay;
    const gaps = pairs.map(([present, missing]) => {
      const startDay = addDays(next, present);
      next = addDays(startDay, missing);
      return { startDay, endDay: addDays(next, -1) };
    });
    return gaps.filter(({ endDay }) => endDay <= within.endDay);
  });
}

/** Rows of a few accounts that lack days up to the newest one, in any state. */
export function anyRows(): fc.Arbitrary<Row[]> {
  const row = fc.record({
    account: fc.constantFrom('main', 'shop-1', 'shop-2', 'shop-3', 'shop-4', 'shop-5'),
    resourceType: fc.constantFrom(...RESOURCE_TYPES),
    missing: anyGaps(days(`2025-01-01..${NEWEST}`)),
    backfilledAtMs: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined }),
  });
  return fc.uniqueArray(row, { maxLength: 12, selector: ({ account, resourceType }) => `${account} ${resourceType}` });
}

/** Accounts with the same history, of which nothing is there yet. */
export function newAccounts(accounts: number, types: number, historyDays: number): Row[] {
  const missing = historyDays > 0 ? [{ startDay: addDays(NEWEST, 1 - historyDays), endDay: NEWEST }] : [];
  return Array.from({ length: accounts }, (_, index) => `account-${String(index + 1).padStart(4, '0')}`).flatMap((account) =>
    RESOURCE_TYPES.slice(0, types).map((resourceType) => ({ account, resourceType, missing })),
  );
}

/** The number of a UTC day: the first run is day 1. */
export function numberOf(day: Day): number {
  return countDays({ startDay: FIRST_RUN, endDay: day });
}
