import { countOthers, isFirst, joinLine, leaveLine, type Line } from '../../../src/domain/quota/queue';
import { MINUTE, NOON } from '../support/instants';

/** Exports in line, those that wait longest first, each due so many seconds after noon. */
function line(...waiters: [string, number][]): Line {
  return waiters.reduce<Line>((before, [nonce, due]) => joinLine(before, nonce, NOON + due * 1000), []);
}

function names(waiting: Line): string {
  return waiting.map(({ nonce }) => nonce).join('');
}

test('an export that joins goes to the end', () => {
  expect(names(line(['a', 0], ['b', 0], ['c', 0]))).toBe('abc');
});

test('an export that comes again keeps its place, and is told anew when to come', () => {
  const again = joinLine(line(['a', 0], ['b', 0]), 'a', NOON + MINUTE);
  expect(again).toEqual([
    { nonce: 'a', dueMs: NOON + MINUTE },
    { nonce: 'b', dueMs: NOON },
  ]);
});

test.each([
  ['loses an export that is served', line(['a', 0], ['b', 0], ['c', 0]), 0, 'bc'],
  ['stays as it is when an export is served that never waited', line(['b', 0], ['c', 0]), 0, 'bc'],
  ['loses those, too, that did not come within a minute', line(['a', 0], ['b', -61], ['c', -60]), 0, 'c'],
  ['keeps those that are to come later', line(['a', 0], ['b', 3600]), 0, 'b'],
])('the line %s', (_name, waiting, seconds, left) => {
  expect(names(leaveLine(waiting, 'a', NOON + seconds * 1000))).toBe(left);
});

describe('an export is first', () => {
  test.each([
    ['when nobody waits', line(), true],
    ['when it has waited longest', line(['a', 0], ['b', 0]), true],
    ['when those before it are to come later', line(['b', 1], ['a', 0]), true],
    ['when those before it did not come within a minute', line(['b', -61], ['a', 0]), true],
    ['although it waits not at all, when those that wait are to come later', line(['b', 3600]), true],
    ['but not when another has waited longer', line(['b', 0], ['a', 0]), false],
    ['but not when another is awaited for a minute already', line(['b', -60], ['a', 0]), false],
    ['but not when another waits and it does not', line(['b', 0]), false],
  ])('%s', (_name, waiting, isServed) => {
    expect(isFirst(waiting, 'a', NOON)).toBe(isServed);
  });
});

test('only exports that are to be served now share with another', () => {
  const waiting = line(['a', 0], ['b', 0], ['c', -60], ['d', -61], ['e', 1]);
  expect(countOthers(waiting, 'a', NOON)).toBe(2);
  expect(countOthers(waiting, 'z', NOON)).toBe(3);
});
