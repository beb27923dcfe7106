import { parseDay, type Day } from '../../../src/domain/days/day-range';
import { describeRange, expectedRange, resolveRange, uncoveredDays } from '../../../src/domain/request/export-request';

const DAY = 86_400_000;
const now = Date.parse('2024-03-31T00:00:01Z'); // the night on which Europe's summer time begins
const firstDay = parseDay('2024-03-01');

test('days are named up to the newest exportable one', () => {
  expect(resolveRange({ firstDay }, now)).toEqual({ startDay: '2024-03-01', endDay: '2024-03-29' });
  expect(resolveRange({ lastDays: 7 }, now)).toEqual({ startDay: '2024-03-23', endDay: '2024-03-29' });
  expect(resolveRange({ lastDays: 1 }, now)).toEqual({ startDay: '2024-03-29', endDay: '2024-03-29' });
});

test('so many days count from the start of an export that waited for a worker', () => {
  expect(resolveRange({ lastDays: 7 }, now, 14 * DAY)).toEqual({ startDay: '2024-03-09', endDay: '2024-03-29' });
});

test('a first day that is not exportable yet is no range, and is expected alone', () => {
  const tooEarly = Date.parse('2024-03-02T23:59:59Z');
  expect(resolveRange({ firstDay }, tooEarly)).toBeUndefined();
  expect(expectedRange({ firstDay }, tooEarly)).toEqual({ startDay: firstDay, endDay: firstDay });
  expect(resolveRange({ firstDay }, tooEarly + DAY)).toEqual({ startDay: firstDay, endDay: firstDay });
});

test('are described', () => {
  expect(describeRange({ firstDay })).toBe('from 2024-03-01 to the newest exportable day');
  expect(describeRange({ lastDays: 7 })).toBe('the 7 newest exportable days');
  expect(describeRange({ lastDays: 1 })).toBe('the newest exportable day');
});

test('days between the last run and the first day of this one are uncovered', () => {
  const range = resolveRange({ lastDays: 7 }, now)!;
  const uncovered = (reached: string | undefined) => uncoveredDays(reached as Day | undefined, range);
  expect(uncovered('2024-03-10')).toEqual({ startDay: '2024-03-11', endDay: '2024-03-22' });
  expect(uncovered('2024-03-21')).toEqual({ startDay: '2024-03-22', endDay: '2024-03-22' });
  expect(uncovered('2024-03-22')).toBeUndefined();
  expect(uncovered('2024-04-22')).toBeUndefined();
  expect(uncovered(undefined)).toBeUndefined();
});
