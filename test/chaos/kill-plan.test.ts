import { daysIn } from '../../chaos/calendar';
import { times } from '../../chaos/random';
import { killPlanOf } from '../../chaos/kills/draw-kill-plan';

const PLANS = times(100, (index) => killPlanOf(index + 1));

test('a seed draws the same plan again, and another seed another one', () => {
  expect(killPlanOf(7)).toEqual(killPlanOf(7));
  expect(new Set(PLANS.map((plan) => JSON.stringify({ ...plan, seed: 0 }))).size).toBe(100);
});

test('every run delivers 400 days, of one resource type or several', () => {
  for (const { exports } of PLANS) {
    expect(exports.reduce((days, { range }) => days + daysIn(range).length, 0)).toBe(400);
  }
  expect(new Set(PLANS.map(({ exports }) => exports.length))).toEqual(new Set([1, 2, 4]));
});

test('some runs leave time for a sticky time-out between kills, and some do not', () => {
  const longest = PLANS.map(({ kills }) => Math.max(...kills.map(({ afterMs }) => afterMs)));
  expect(longest.filter((ms) => ms > 3000).length).toBeGreaterThan(30);
  expect(longest.filter((ms) => ms <= 3000).length).toBeGreaterThan(30);
});

test.each(['corrupt body', 'trailing bytes', 'answer 403', 'cut after processing', 'rate limit for 1 s'])(
  'the fault "%s" is planned in most runs',
  (name) => {
    const planned = PLANS.filter(({ faults }) => faults.some(({ does }) => does.name === name));
    expect(planned.length).toBeGreaterThan(50);
  },
);
