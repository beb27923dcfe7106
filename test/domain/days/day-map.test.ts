import fc from 'fast-check';
import { changeDays, countWhere, entriesOf, rangesWhere, uniform, type DayMap } from '../../../src/domain/days/day-map';
import { packDayMap, unpackDayMap } from '../../../src/domain/days/packed-day-map';
import { daysOf, formatRange, holds, joinNeighbours, type Day, type DayRange } from '../../../src/domain/days/day-range';
import { anyRange, anyRangeNear } from '../support/arbitraries';
import { inMarch, march, marches } from '../support/march';

/** A value with a field that is not always there, as a state has. */
interface Mark {
  readonly letter: string;
  readonly note?: number;
}

const A: Mark = { letter: 'a' };

test.each([
  ['in the middle', '1..10', '4..6', '1..3 a, 4..6 b, 7..10 a'],
  ['at the beginning', '1..10', '1..3', '1..3 b, 4..10 a'],
  ['at the end', '1..10', '8..10', '1..7 a, 8..10 b'],
  ['over all of it', '1..10', '1..10', '1..10 b'],
  ['sticking out in front', '1..10', '-3..2', '1..2 b, 3..10 a'],
  ['sticking out at the end', '1..10', '9..20', '1..8 a, 9..10 b'],
  ['sticking out on both sides', '1..10', '-5..20', '1..10 b'],
  ['that lies before it', '1..10', '-9..0', '1..10 a'],
  ['that lies behind it', '1..10', '11..12', '1..10 a'],
  ['in two pieces, the later one first', '1..10', '8, 2', '1 a, 2 b, 3..7 a, 8 b, 9..10 a'],
  ['in two pieces that touch', '1..10', '5..6, 3..4', '1..2 a, 3..6 b, 7..10 a'],
  ['nowhere', '1..10', '', '1..10 a'],
])('a change %s changes those days and no others', (_name, all, changed, result) => {
  const map = changeDays(uniform(march(all), 'a'), marches(changed), () => 'b');
  expect(
    entriesOf(map)
      .map(({ range, value }) => `${inMarch([range])} ${value}`)
      .join(', '),
  ).toBe(result);
});

test('a uniform map is one run over its range', () => {
  expect(entriesOf(uniform(march('1..9'), A))).toEqual([{ range: march('1..9'), value: A }]);
});

test('runs that become equal become one', () => {
  const once = changeDays(uniform(march('1..9'), A), [march('4..6')], () => ({ letter: 'b' }));
  const back = changeDays(once, [march('4..6')], () => ({ letter: 'a' }));
  expect(back).toEqual(uniform(march('1..9'), A));
});

test('a packed map holds each distinct value once', () => {
  const map = changeDays(uniform(march('1..9'), A), marches('2, 4, 6'), () => ({ letter: 'b' }));
  expect(packDayMap(map)).toEqual({
    startDay: '2024-03-01',
    values: [A, { letter: 'b' }],
    runs: [0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 3],
  });
});

test.each([
  ['that touch', '1..3, 4..5', '1..5'],
  ['with a gap', '1..3, 5..6', '1..3, 5..6'],
  ['over the end of a month', '29..31, 32..33', '29..33'],
  ['of single days', '1, 2, 3', '1..3'],
  ['none', '', ''],
])('ranges %s are joined where they are neighbours', (_name, ranges, joined) => {
  expect(inMarch(joinNeighbours(marches(ranges)))).toBe(joined);
});

describe('under any sequence of changes', () => {
  test('a map equals a value kept for every day by itself', () => {
    fc.assert(
      fc.property(anyHistory(), ({ range, changes }) => {
        const { map, naive } = play(range, changes);
        expect(Object.fromEntries(perDay(map))).toEqual(Object.fromEntries(naive));
      }),
    );
  });

  test('no run is empty, and no two neighbours are equal', () => {
    fc.assert(
      fc.property(anyHistory(), ({ range, changes }) => {
        const { runs } = play(range, changes).map;
        expect(runs.filter(({ days }) => days < 1)).toEqual([]);
        const values = runs.map(({ value }) => JSON.stringify(value));
        expect(values.filter((value, index) => value === values[index - 1])).toEqual([]);
      }),
    );
  });

  test('a map packed, written as JSON and unpacked is the map', () => {
    fc.assert(
      fc.property(anyHistory(), ({ range, changes }) => {
        const { map } = play(range, changes);
        const carried = JSON.parse(JSON.stringify(packDayMap(map))) as ReturnType<typeof packDayMap<Mark>>;
        expect(unpackDayMap(carried)).toEqual(map);
      }),
    );
  });

  test('days are found and counted as one would by hand', () => {
    fc.assert(
      fc.property(anyHistory(), ({ range, changes }) => {
        const { map, naive } = play(range, changes);
        const isA = ({ letter }: Mark) => letter === 'a';
        const byHand = [...naive].filter(([, value]) => isA(value)).map(([day]) => day);
        expect(rangesWhere(map, isA).flatMap(daysOf)).toEqual(byHand);
        expect(countWhere(map, isA)).toBe(byHand.length);
        expect(joinNeighbours(rangesWhere(map, isA))).toEqual(rangesWhere(map, isA));
      }),
    );
  });
});

interface Change {
  readonly ranges: readonly DayRange[];
  readonly mark: Mark;
  /** Only days with this letter change; all of them when there is none. */
  readonly only?: string | undefined;
}

function anyHistory(): fc.Arbitrary<{ range: DayRange; changes: Change[] }> {
  return anyRange(40).chain((range) =>
    fc.record({ range: fc.constant(range), changes: fc.array(anyChange(range), { maxLength: 15 }) }),
  );
}

function anyChange(range: DayRange): fc.Arbitrary<Change> {
  const letter = fc.constantFrom('a', 'b', 'c');
  return fc.record({
    ranges: fc.array(anyRangeNear(range), { maxLength: 5 }).map(withoutOverlaps),
    mark: fc.record({ letter, note: fc.nat({ max: 2 }) }, { requiredKeys: ['letter'] }),
    only: fc.option(letter, { nil: undefined }),
  });
}

/** The ranges that overlap none before them, in the order drawn. */
function withoutOverlaps(ranges: readonly DayRange[]): DayRange[] {
  const kept: DayRange[] = [];
  for (const range of ranges) {
    if (!kept.some((other) => range.startDay <= other.endDay && other.startDay <= range.endDay)) kept.push(range);
  }
  return kept;
}

function play(range: DayRange, changes: readonly Change[]): { map: DayMap<Mark>; naive: ReadonlyMap<Day, Mark> } {
  let map = uniform(range, A);
  const naive = new Map<Day, Mark>(daysOf(range).map((day) => [day, A]));
  for (const { ranges, mark, only } of changes) {
    const change = (value: Mark) => (only === undefined || value.letter === only ? mark : value);
    map = changeDays(map, ranges, change);
    for (const [day, value] of naive) {
      if (ranges.some((changed) => holds(changed, day))) naive.set(day, change(value));
    }
  }
  return { map, naive };
}

/** Every day with its value; fails when a day stands twice or the runs do not fill the range. */
function perDay(map: DayMap<Mark>): Map<Day, Mark> {
  const days = new Map<Day, Mark>();
  for (const { range, value } of entriesOf(map)) {
    for (const day of daysOf(range)) {
      if (days.has(day)) throw new Error(`${day} stands twice, the second time in ${formatRange(range)}.`);
      days.set(day, value);
    }
  }
  expect(days.size).toBe(map.runs.reduce((sum, run) => sum + run.days, 0));
  return days;
}
