import fc from 'fast-check';
import { allocate, type Grant } from '../../../src/domain/allocation/allocate';
import { backfillOf, type Row } from '../../../src/domain/allocation/row';
import { countDays, daysOf, holds, intersection, sumDays } from '../../../src/domain/days/day-range';
import { anyRows, FIRST_RUN, newAccounts, numberOf } from './support/groups';
import { missingDays, nameOf, needOn, simulateGroup, withoutGrants } from './support/simulate-group';

const NEED = needOn(FIRST_RUN, 14);
const LIMITS = fc.integer({ min: 0, max: 366 });

function grantedDays(grants: readonly Grant[]): number {
  return sumDays(grants.map(({ range }) => range));
}

function always(check: (rows: Row[], leftDays: number, grants: Grant[]) => void): void {
  fc.assert(
    fc.property(anyRows(), LIMITS, (rows, leftDays) => {
      check(rows, leftDays, allocate(rows, leftDays, NEED));
    }),
    { numRuns: 300 },
  );
}

describe('whatever is missing', () => {
  test('the grants are all that the quota leaves of it', () => {
    always((rows, leftDays, grants) => {
      expect(grantedDays(grants)).toBe(Math.min(leftDays, missingDays(rows)));
    });
  });

  test('each day is granted once, and is missing', () => {
    always((rows, _leftDays, grants) => {
      const granted = grants.flatMap((grant) => daysOf(grant.range).map((day) => `${nameOf(grant)} ${day}`));
      const missing = new Set(rows.flatMap((row) => row.missing.flatMap(daysOf).map((day) => `${nameOf(row)} ${day}`)));
      expect(new Set(granted).size).toBe(granted.length);
      expect(granted.filter((day) => !missing.has(day))).toEqual([]);
    });
  });

  test('no backfill is served before the daily need of all', () => {
    always((rows, _leftDays, grants) => {
      const isServed = grants.some(({ range }) => range.startDay < NEED.startDay);
      const left = withoutGrants(rows, grants).flatMap(({ missing }) =>
        missing.flatMap((range) => intersection(range, NEED) ?? []),
      );
      if (isServed) expect(left).toEqual([]);
    });
  });

  test('the jobs are few: 13, a day of the daily need each, and one per missing span', () => {
    always((rows, _leftDays, grants) => {
      const needed = grants.filter(({ range }) => range.startDay >= NEED.startDay);
      const spans = rows.flatMap((row) => backfillOf(row, NEED).map((range) => ({ range, name: nameOf(row) })));
      const touched = spans.filter(({ range, name }) =>
        grants.some((grant) => nameOf(grant) === name && holds(range, grant.range.startDay)),
      );
      expect(grants.length).toBeLessThanOrEqual(Math.ceil(366 / 30) + grantedDays(needed) + touched.length);
      expect(Math.max(...grants.map(({ range }) => countDays(range)), 0)).toBeLessThanOrEqual(91);
    });
  });

  test('the days of an unused grant go to other rows on the same day', () => {
    always((rows, _leftDays, grants) => {
      const [unused, ...used] = grants;
      if (!unused) return;
      const others = withoutGrants(rows, used).filter((row) => nameOf(row) !== nameOf(unused));
      const again = allocate(others, countDays(unused.range), NEED);
      expect(grantedDays(again)).toBe(Math.min(countDays(unused.range), missingDays(others)));
    });
  });
});

describe('day after day', () => {
  test.each([
    [50, 4, 20],
    [20, 1, 3],
    [7, 2, 13],
  ])('%i accounts with %i types under a quota of %i: each row is served in turn', (accounts, types, quotaDays) => {
    const rows = newAccounts(accounts, types, 400);
    const served = new Map(rows.map((row) => [nameOf(row), 0]));
    for (const { today, grants } of simulateGroup(rows, FIRST_RUN, { quotaDays, lookback: 0, failing: 0.01 })) {
      for (const grant of grants) served.set(nameOf(grant), numberOf(today));
      const longest = numberOf(today) - Math.min(...served.values());
      expect(longest).toBeLessThanOrEqual(Math.ceil((accounts * types) / quotaDays));
      if (numberOf(today) === 60) break;
    }
  });

  test.each([
    [12, 4, 60],
    [40, 1, 366],
    [3, 2, 366],
  ])('%i accounts with %i types under a quota of %i: each backfill is served in a round', (accounts, types, quotaDays) => {
    const turns = Math.ceil((quotaDays - accounts * types) / 91);
    const served = new Map<string, number>();
    const rows = newAccounts(accounts, types, 1200);
    for (const { today, need, grants, rows: left } of simulateGroup(rows, FIRST_RUN, { quotaDays, lookback: 0, failing: 0.01 })) {
      const day = numberOf(today);
      for (const { account, range } of grants) if (range.startDay < need.startDay) served.set(account, day);
      const waiting = left.filter((row) => served.has(row.account) && backfillOf(row, need).length > 0);
      const longest = Math.max(...waiting.map(({ account }) => day - (served.get(account) ?? 0)), 0);
      expect(longest).toBeLessThanOrEqual(Math.ceil(accounts / turns) + 1);
      if (day === 60) break;
    }
    expect(served.size).toBe(accounts);
  });
});
