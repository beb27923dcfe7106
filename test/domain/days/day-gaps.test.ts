import { daysOf, formatRange, gapsBetween } from '../../../src/domain/days/day-range';
import { days } from '../../support/days';

function present(...ranges: string[]) {
  return ranges.flatMap((range) => daysOf(days(range)));
}

test.each([
  ['nothing at all', present(), undefined, []],
  ['nothing of a range', present(), '2024-03-01..2024-03-03', ['2024-03-01..2024-03-03']],
  ['one day', present('2024-03-01'), undefined, []],
  ['neighbours', present('2024-02-28..2024-03-01'), undefined, []],
  ['a day left out', present('2024-03-01', '2024-03-03'), undefined, ['2024-03-02']],
  [
    'several ranges left out',
    present('2024-02-27', '2024-03-01..2024-03-02', '2024-03-05'),
    undefined,
    ['2024-02-28..2024-02-29', '2024-03-03..2024-03-04'],
  ],
  [
    'days inside a wider range',
    present('2024-03-02', '2024-03-04'),
    '2024-03-01..2024-03-06',
    ['2024-03-01', '2024-03-03', '2024-03-05..2024-03-06'],
  ],
  [
    'days outside the range',
    present('2024-02-01', '2024-03-01', '2024-04-01'),
    '2024-03-01..2024-03-02',
    ['2024-03-02'],
  ],
])('the gaps of %s', (_name, there, range, gaps) => {
  expect(gapsBetween(there, range === undefined ? undefined : days(range)).map(formatRange)).toEqual(gaps);
});
