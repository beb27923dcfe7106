import { countOthers, enqueue, isFirst, leaveQueue, type WaitQueue } from '../../../src/domain/quota/queue';
import { MINUTE, NOON } from '../support/instants';

/** Exports in line, those that wait longest first, each due so many seconds after noon. */
function queue(...waiters: [string, number][]): WaitQueue {
  return waiters.reduce<WaitQueue>((before, [nonce, due]) => enqueue(before, nonce, NOON + due * 1000), []);
}

function names(waiting: WaitQueue): string {
  return waiting.map(({ nonce }) => nonce).join('');
}

test('an export that joins goes to the end', () => {
  expect(names(queue(['a', 0], ['b', 0], ['c', 0]))).toBe('abc');
});

test('an export that comes again keeps its place, and gets a new time', () => {
  const again = enqueue(queue(['a', 0], ['b', 0]), 'a', NOON + MINUTE);
  expect(again).toEqual([
    { nonce: 'a', dueMs: NOON + MINUTE },
    { nonce: 'b', dueMs: NOON },
  ]);
});

test.each([
  ['loses an export that is served', queue(['a', 0], ['b', 0], ['c', 0]), 0, 'bc'],
  ['stays as it is when an export is served that never waited', queue(['b', 0], ['c', 0]), 0, 'bc'],
  ['loses those, too, that did not come within a minute', queue(['a', 0], ['b', -61], ['c', -60]), 0, 'c'],
  ['keeps those that are to come later', queue(['a', 0], ['b', 3600]), 0, 'b'],
])('the line %s', (_name, waiting, seconds, left) => {
  expect(names(leaveQueue(waiting, 'a', NOON + seconds * 1000))).toBe(left);
});

describe('an export is first', () => {
  test.each([
    ['when nobody waits', queue(), true],
    ['when it has waited longest', queue(['a', 0], ['b', 0]), true],
    ['when those before it are to come later', queue(['b', 1], ['a', 0]), true],
    ['when those before it did not come within a minute', queue(['b', -61], ['a', 0]), true],
    ['although it waits not at all, when those that wait are to come later', queue(['b', 3600]), true],
    ['but not when another has waited longer', queue(['b', 0], ['a', 0]), false],
    ['but not when another is awaited for a minute already', queue(['b', -60], ['a', 0]), false],
    ['but not when another waits and it does not', queue(['b', 0]), false],
  ])('%s', (_name, waiting, isServed) => {
    expect(isFirst(waiting, 'a', NOON)).toBe(isServed);
  });
});

test('only exports that are to be served now share with another', () => {
  const waiting = queue(['a', 0], ['b', 0], ['c', -60], ['d', -61], ['e', 1]);
  expect(countOthers(waiting, 'a', NOON)).toBe(2);
  expect(countOthers(waiting, 'z', NOON)).toBe(3);
});
