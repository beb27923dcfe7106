import { parseDay } from '../../../src/domain/days/day-range';
import { madeFrom } from '../../../src/domain/twilio/limits';

const on = (today: string, lookback: number) => madeFrom(parseDay('2024-03-01'), Date.parse(`${today}T03:00:00Z`), lookback);

test.each([
  ['2024-03-03', 0, '2024-03-03'],
  ['2024-04-20', 0, '2024-03-03'],
  ['2024-03-03', 1, '2024-03-03'],
  ['2024-03-04', 1, '2024-03-04'],
  ['2024-03-20', 1, '2024-03-04'],
  ['2024-03-09', 7, '2024-03-03'],
  ['2024-03-10', 7, '2024-03-10'],
])('on %s, looking back %i days, a file of 1 March does that was made from %s on', (today, lookback, from) => {
  expect(on(today, lookback)).toBe(from);
});
