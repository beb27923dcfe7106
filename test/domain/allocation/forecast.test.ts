import fc from 'fast-check';
import { dailyNeed, forecast } from '../../../src/domain/allocation/forecast';
import type { Row } from '../../../src/domain/allocation/row';
import { addDays, type Day } from '../../../src/domain/days/day-range';
import { RESOURCE_TYPES } from '../../../src/domain/twilio/resource-type';
import { FIRST_RUN, newAccounts, NEWEST, numberOf } from './support/groups';
import { completionDays, nameOf, needOn, simulateGroup } from './support/simulate-group';

function forecastOf(rows: readonly Row[], quotaDays: number, lookback = 0) {
  return forecast(rows, quotaDays, dailyNeed(lookback), needOn(FIRST_RUN, lookback));
}

/** The numbers of the UTC days on which the last row is complete: by the date, and by its bound. */
function lastDays(rows: readonly Row[], quotaDays: number, lookback = 0): number[] {
  const { rows: dates } = forecastOf(rows, quotaDays, lookback);
  return [dates.map(({ completeOn }) => completeOn as Day), dates.map(({ latestOn = FIRST_RUN }) => latestOn)].map((of) =>
    Math.max(...of.map(numberOf)),
  );
}

test('ten accounts with four types and eight years take a year beside their daily runs', () => {
  expect(lastDays(newAccounts(10, 4, 2922), 366)).toEqual([363, 363]);
});

test('with a lookback each row needs two days per UTC day', () => {
  expect([dailyNeed(0), dailyNeed(1), dailyNeed(14)]).toEqual([1, 2, 2]);
  expect(lastDays(newAccounts(10, 4, 2922), 366, 14)).toEqual([414, 414]);
});

test('a group that is up to date is complete today', () => {
  const { rows } = forecastOf(newAccounts(3, 2, 1), 366);
  expect(new Set(rows.map(({ completeOn, latestOn }) => `${completeOn} ${latestOn}`))).toEqual(
    new Set([`${FIRST_RUN} ${FIRST_RUN}`]),
  );
});

test.each([
  [362, 1, 366, false],
  [363, 1, 366, true],
  [181, 2, 366, false],
  [182, 2, 366, true],
  [20_000, 1, 366, true],
])('%i rows that need %i of %i days: never is %s', (rows, need, quotaDays, isNever) => {
  const predicted = forecastOf(newAccounts(rows, 1, 100), quotaDays, need - 1);
  expect(predicted.isNever).toBe(isNever);
  expect(new Set(predicted.rows.map(({ completeOn }) => completeOn === 'never'))).toEqual(new Set([isNever]));
  expect(predicted.neededDays).toBeCloseTo(rows * need * 1.01);
  expect(predicted.fittingRows).toBe(Math.floor(362 / need));
});

test('a load that takes the whole quota is never with a backfill, and fine without', () => {
  expect(forecastOf(newAccounts(100, 1, 50), 101).isNever).toBe(true);
  expect(forecastOf(newAccounts(100, 1, 1), 101).isNever).toBe(false);
});

test('a date beyond all calendars is a date', () => {
  const { rows } = forecastOf(newAccounts(362, 1, 3000), 366);
  expect(rows[0]?.completeOn).toMatch(/^\d{4}-\d\d-\d\d$/);
});

const GROUPS = fc.record({
  quotaDays: fc.integer({ min: 60, max: 366 }),
  lookback: fc.constantFrom(0, 0, 14),
  histories: fc.array(fc.array(fc.integer({ min: 200, max: 1500 }), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 10,
  }),
});

function rowsOf(histories: readonly (readonly number[])[]): Row[] {
  return histories.flatMap((types, account) =>
    types.map((days, type) => ({
      account: `account-${account}`,
      resourceType: RESOURCE_TYPES[type] ?? 'Messages',
      missing: [{ startDay: addDays(NEWEST, 1 - days), endDay: NEWEST }],
    })),
  );
}

test('a date is right within a tenth and a round when one day in a hundred fails, and the last one within a tenth', () => {
  fc.assert(
    fc.property(GROUPS, ({ histories, ...group }) => {
      const rows = rowsOf(histories);
      const { rows: dates, neededDays } = forecastOf(rows, group.quotaDays, group.lookback);
      fc.pre(neededDays < group.quotaDays * 0.9);
      const complete = completionDays(rows, FIRST_RUN, { ...group, failing: 0.01 });
      const round = 1 + (91 * histories.length) / (group.quotaDays - neededDays);
      const seen = dates.map(({ row, completeOn, latestOn = FIRST_RUN }) => ({
        simulated: complete.get(nameOf(row)) ?? 0,
        completeOn: numberOf(completeOn as Day),
        latestOn: numberOf(latestOn),
      }));
      for (const { simulated, completeOn, latestOn } of seen) {
        expect(simulated).toBeGreaterThanOrEqual(0.9 * completeOn - round);
        expect(simulated).toBeLessThanOrEqual(1.1 * latestOn + round);
      }
      const [last, predicted] = [Math.max(...complete.values()), Math.max(...seen.map(({ latestOn }) => latestOn))];
      expect(Math.abs(last - predicted)).toBeLessThanOrEqual(Math.max(0.1 * last, 2));
    }),
    { numRuns: 40 },
  );
});

test('never means that the missing days become more, and a date that they become fewer', () => {
  const group = fc.record({
    rows: fc.integer({ min: 1, max: 60 }),
    quotaDays: fc.integer({ min: 1, max: 60 }),
    lookback: fc.constantFrom(0, 5),
  });
  fc.assert(
    fc.property(group, ({ rows: count, quotaDays, lookback }) => {
      const rows = newAccounts(count, 1, 2000);
      const { isNever, neededDays } = forecastOf(rows, quotaDays, lookback);
      fc.pre(Math.abs(neededDays - quotaDays) > 1.5);
      const days: number[] = [];
      for (const { missingDays } of simulateGroup(rows, FIRST_RUN, { quotaDays, lookback, failing: 0.01 })) {
        if (days.push(missingDays) > 60) break;
      }
      expect((days.at(-1) ?? 0) > (days[20] ?? 0)).toBe(isNever);
    }),
    { numRuns: 60 },
  );
});
