import { firstBackoff, pollBackoff } from '../../../src/activities/attempt/activity';

const OPTIONS = { pollMinMs: 30_000, pollMaxMs: 900_000 };

test.each([
  [1, 30_000],
  [2, 60_000],
  [5, 480_000],
  [6, 900_000],
  [5000, 900_000],
])('after attempt %i a poll waits %i ms', (attempt, waitMs) => {
  expect(pollBackoff({ options: OPTIONS })(attempt, 'unavailable')).toBe(waitMs);
});

test.each([
  [1, 2000],
  [2, 4000],
  [4, 16_000],
  [5, 30_000],
  [5000, 30_000],
])('after attempt %i a survey waits %i ms', (attempt, waitMs) => {
  expect(firstBackoff({ options: OPTIONS })(attempt, 'unavailable')).toBe(waitMs);
});

test('no wait is longer than the shortest poll that an operator chose', () => {
  expect(firstBackoff({ options: { pollMinMs: 50 } })(1, 'unavailable')).toBe(50);
});
