import {
  addDays,
  countDays,
  dayOf,
  daysOf,
  formatRange,
  gapsBetween,
  holds,
  isDay,
  parseDay,
  startOfDay,
} from '../../../src/domain/days/day-range';
import { exportableFrom, newestExportableDay } from '../../../src/domain/twilio/limits';
import { days } from '../../support/days';
import { at } from '../support/instants';

test.each([
  ['an ordinary day', '2024-01-31'],
  ['the leap day of a leap year', '2024-02-29'],
  ['the leap day of a century divisible by 400', '2000-02-29'],
])('%s is a calendar day: %s', (_name, text) => {
  expect(isDay(text)).toBe(true);
});

test.each([
  ['the leap day of any other century', '1900-02-29'],
  ['29 February of an ordinary year', '2023-02-29'],
  ['30 February', '2024-02-30'],
  ['31 April', '2024-04-31'],
  ['a day zero', '2024-01-00'],
  ['a month zero', '2024-00-01'],
  ['a thirteenth month', '2024-13-01'],
  ['a day of a two-digit year', '24-01-31'],
  ['a day of a five-digit year', '12024-01-31'],
  ['a day before Christ', '-2024-01-31'],
  ['a day without leading zeros', '2024-1-31'],
  ['a day the American way', '01/31/2024'],
  ['an instant', '2024-01-31T00:00:00Z'],
  ['a day with a blank before it', ' 2024-01-31'],
  ['a day with a line break after it', '2024-01-31\n'],
  ['a day in digits of another script', '٢٠٢٤-٠١-٣١'],
  ['an empty text', ''],
])('%s is no calendar day: %j', (_name, text) => {
  expect(isDay(text)).toBe(false);
});

test('a text that is no day is refused in words', () => {
  expect(parseDay('2024-02-29')).toBe('2024-02-29');
  expect(() => parseDay('2024-02-30')).toThrow(new RangeError('"2024-02-30" is not a calendar day. Use the form 2024-01-31.'));
});

test.each([
  ['one day later', '2024-03-01', 1, '2024-03-02'],
  ['no day later', '2024-03-01', 0, '2024-03-01'],
  ['into a leap day', '2024-02-28', 1, '2024-02-29'],
  ['past a February without a leap day', '2023-02-28', 1, '2023-03-01'],
  ['past the February of 1900', '1900-02-28', 1, '1900-03-01'],
  ['into the next year', '2023-12-31', 1, '2024-01-01'],
  ['a leap year back', '2025-01-01', -366, '2024-01-01'],
  ['before 1970', '1970-01-01', -1, '1969-12-31'],
  ['four centuries on', '1700-03-01', 146_097, '2100-03-01'],
])('%s: %s and %d days is %s', (_name, day, number, sum) => {
  expect(addDays(parseDay(day), number)).toBe(sum);
});

test('days follow one another as on the calendar, over three turns of a century', () => {
  const calendar = calendarDays(1895, 2105);
  const range = days('1895-01-01..2105-12-31');
  expect(countDays(range)).toBe(calendar.length);
  expect(daysOf(range).join(' ') === calendar.join(' ')).toBe(true);
  expect(calendar.every((day) => isDay(day))).toBe(true);
});

test.each([
  ['one day', '2024-03-01', 1],
  ['a leap year', '2024-01-01..2024-12-31', 366],
  ['an ordinary year', '2023-01-01..2023-12-31', 365],
  ['the end of a leap February', '2024-02-28..2024-03-01', 3],
])('%s has its days: %s has %d', (_name, range, number) => {
  expect(countDays(days(range))).toBe(number);
  expect(daysOf(days(range))).toHaveLength(number);
});

test('a range holds both its ends and what is between, and nothing else', () => {
  const range = days('2024-02-28..2024-03-01');
  const near = daysOf(days('2024-02-26..2024-03-03'));
  expect(near.filter((day) => holds(range, day))).toEqual(['2024-02-28', '2024-02-29', '2024-03-01']);
});

test.each([
  ['in the last millisecond of a day', '2024-03-10 23:59:59.999', '2024-03-08'],
  ['in the first millisecond of the next', '2024-03-11 00:00:00.000', '2024-03-09'],
  ['two days after a leap day', '2024-03-02 12:00', '2024-02-29'],
  ['at the beginning of a year', '2024-01-01 00:00', '2023-12-30'],
])('the newest exportable day %s, UTC, lies two days back: at %s it is %s', (_name, instant, day) => {
  expect(newestExportableDay(at(instant))).toBe(day);
});

test('a day is exportable from 00:00 UTC two days later, and not a millisecond sooner', () => {
  const day = parseDay('2024-02-28');
  expect(exportableFrom(day)).toBe(at('2024-03-01 00:00'));
  expect(newestExportableDay(exportableFrom(day))).toBe(day);
  expect(newestExportableDay(exportableFrom(day) - 1)).toBe('2024-02-27');
});

test('a day begins at 00:00 UTC', () => {
  expect(startOfDay(parseDay('2024-03-31'))).toBe(at('2024-03-31 00:00'));
  expect(dayOf(at('2024-03-31 00:00'))).toBe('2024-03-31');
  expect(dayOf(at('2024-03-31 00:00') - 1)).toBe('2024-03-30');
});

test('a range of one day is written as the day alone', () => {
  expect(formatRange(days('2024-03-01..2024-03-01'))).toBe('2024-03-01');
  expect(formatRange(days('2024-03-01..2024-03-02'))).toBe('2024-03-01..2024-03-02');
});

/** The days of some years, counted on the fingers: nothing here knows of instants. */
function calendarDays(firstYear: number, lastYear: number): string[] {
  const calendar: string[] = [];
  for (let year = firstYear; year <= lastYear; year++) {
    const isLeapYear = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    const months = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    for (const [index, length] of months.entries()) {
      for (let day = 1; day <= length; day++) {
        calendar.push([year, pad(index + 1), pad(day)].join('-'));
      }
    }
  }
  return calendar;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}

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
  ['days outside the range', present('2024-02-01', '2024-03-01', '2024-04-01'), '2024-03-01..2024-03-02', ['2024-03-02']],
])('the gaps of %s', (_name, there, range, gaps) => {
  expect(gapsBetween(there, range === undefined ? undefined : days(range)).map(formatRange)).toEqual(gaps);
});
