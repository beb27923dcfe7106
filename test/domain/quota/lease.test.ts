import fc from 'fast-check';
import { daysOf } from '../../../src/domain/days/day-range';
import type { Lease } from '../../../src/domain/quota/protocol';
import { cutAtLeases, isOrphaned } from '../../../src/domain/quota/lease';
import { anyRangeNear } from '../support/arbitraries';
import { inMarch, march } from '../support/march';
import { holder, lease } from '../support/quotas';

describe('of days 1 to 10, oldest first, an export may have', () => {
  test.each<[string, Lease[], string]>([
    ['all when nothing is leased', [], '1..10'],
    ['all when other days are leased', [lease('b', '11..20'), lease('c', '0')], '1..10'],
    ['all when the lease is its own', [lease('a', '3..5')], '1..10'],
    ['those before a lease', [lease('b', '5..6')], '1..4'],
    ['those before a lease of the last days', [lease('b', '10..12')], '1..9'],
    ['those before the first of several leases', [lease('b', '8'), lease('c', '3..4'), lease('d', '6')], '1..2'],
    ['one day before a lease', [lease('b', '2..20')], '1'],
    ['none when the first is leased', [lease('b', '1')], 'leased to b'],
    ['none when the first is in the midst of a lease', [lease('c', '7'), lease('b', '-3..3')], 'leased to b'],
  ])('%s', (_name, leases, days) => {
    expect(cut('1..10', leases)).toBe(days);
  });
});

describe('of days 1 to 10, newest first, an export may have', () => {
  test.each<[string, Lease[], string]>([
    ['all when nothing is leased', [], '1..10'],
    ['those after a lease', [lease('b', '5..6')], '7..10'],
    ['those after a lease of the first days', [lease('b', '-3..1')], '2..10'],
    ['those after the last of several leases', [lease('b', '2'), lease('c', '7..8'), lease('d', '5')], '9..10'],
    ['none when the last is leased', [lease('b', '10')], 'leased to b'],
    ['none when the last is in the midst of a lease', [lease('b', '8..12')], 'leased to b'],
  ])('%s', (_name, leases, days) => {
    expect(cut('1..10', leases, true)).toBe(days);
  });
});

test.each([
  ['another resource type', holder('b', { resourceType: 'Calls' })],
  ['another account', holder('b', { accountSid: 'AC2' })],
])('a lease on days of %s is no hindrance', (_name, other) => {
  expect(cut('1..10', [lease('b', '1..10', { holder: other })])).toBe('1..10');
});

test('a lease holds others off even when its job is known', () => {
  expect(cut('1..10', [lease('b', '1..3', { jobSid: 'JS1' })])).toBe('leased to b');
});

test.each<[string, boolean, Lease]>([
  ['by the export itself', false, lease('a', '1')],
  ['by an export of another workflow id', false, lease('b', '1')],
  ['under the workflow id by an execution before it', true, lease('b', '1', { holder: holder('b', { workflowId: 'export-a' }) })],
])('a lease taken %s is left behind: %s', (_name, isOrphan, taken) => {
  expect(isOrphaned(taken, holder('a'))).toBe(isOrphan);
});

test('whatever is leased, the days cut out are the longest row of free days from that end', () => {
  const requested = march('1..10');
  const leases = fc.array(
    fc.tuple(anyRangeNear(requested), fc.constantFrom('a', 'b', 'c')).map(([range, nonce]) => ({ ...lease(nonce, '1'), range })),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(leases, fc.boolean(), (taken, newestFirst) => {
      const others = taken.filter(({ holder: { nonce } }) => nonce !== 'a').flatMap(({ range }) => daysOf(range));
      const inOrder = newestFirst ? daysOf(requested).reverse() : daysOf(requested);
      const firstTaken = inOrder.findIndex((day) => others.includes(day));
      const free = firstTaken === -1 ? inOrder : inOrder.slice(0, firstTaken);
      const { range } = cutAtLeases(requested, taken, holder('a'), newestFirst);
      expect(range ? daysOf(range) : []).toEqual([...free].sort());
    }),
  );
});

function cut(requested: string, leases: readonly Lease[], newestFirst = false): string {
  const { range, lease: taken } = cutAtLeases(march(requested), leases, holder('a'), newestFirst);
  return range ? inMarch([range]) : `leased to ${taken.holder.nonce}`;
}
