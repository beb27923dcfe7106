import fc from 'fast-check';
import { firstChunk, splitIntoChunks } from '../../../src/domain/days/chunking';
import { countDays, formatRange, joinNeighbours } from '../../../src/domain/days/day-range';
import { days } from '../../support/days';
import { anyRange } from '../support/arbitraries';

test.each([
  ['one day', '2024-03-01', 7, ['2024-03-01']],
  ['a range that fits', '2024-03-01..2024-03-03', 7, ['2024-03-01..2024-03-03']],
  ['an exact multiple', '2024-03-01..2024-03-06', 3, ['2024-03-01..2024-03-03', '2024-03-04..2024-03-06']],
  ['a rest', '2024-02-27..2024-03-02', 3, ['2024-02-27..2024-02-29', '2024-03-01..2024-03-02']],
  ['chunks of one day', '2024-02-28..2024-03-01', 1, ['2024-02-28', '2024-02-29', '2024-03-01']],
])('%s is split oldest first', (_name, range, daysPerChunk, chunks) => {
  expect(splitIntoChunks(days(range), daysPerChunk).map(formatRange)).toEqual(chunks);
});

test.each([
  ['a range that fits', '2024-03-01..2024-03-03', 7, ['2024-03-01..2024-03-03']],
  ['an exact multiple', '2024-03-01..2024-03-06', 3, ['2024-03-04..2024-03-06', '2024-03-01..2024-03-03']],
  ['a rest', '2024-02-27..2024-03-02', 3, ['2024-02-29..2024-03-02', '2024-02-27..2024-02-28']],
])('%s is split newest first, the newest chunk a full one', (_name, range, daysPerChunk, chunks) => {
  expect(splitIntoChunks(days(range), daysPerChunk, true).map(formatRange)).toEqual(chunks);
});

describe('whatever the range and the size', () => {
  const anyCase = [anyRange(1200), fc.integer({ min: 1, max: 366 }), fc.boolean()] as const;

  test('chunks joined give back the range', () => {
    fc.assert(
      fc.property(...anyCase, (range, daysPerChunk, newestFirst) => {
        const chunks = splitIntoChunks(range, daysPerChunk, newestFirst);
        expect(joinNeighbours(newestFirst ? chunks.reverse() : chunks)).toEqual([range]);
      }),
    );
  });

  test('every chunk but the last is a full one', () => {
    fc.assert(
      fc.property(...anyCase, (range, daysPerChunk, newestFirst) => {
        const sizes = splitIntoChunks(range, daysPerChunk, newestFirst).map(countDays);
        const last = sizes.pop();
        expect(sizes).toEqual(sizes.map(() => daysPerChunk));
        expect(last).toBe(countDays(range) - sizes.length * daysPerChunk);
        expect(last).toBeLessThanOrEqual(daysPerChunk);
      }),
    );
  });

  test('the chunk submitted first is the first of the split', () => {
    fc.assert(
      fc.property(...anyCase, (range, daysPerChunk, newestFirst) => {
        expect(firstChunk(range, daysPerChunk, newestFirst)).toEqual(splitIntoChunks(range, daysPerChunk, newestFirst)[0]);
      }),
    );
  });
});
