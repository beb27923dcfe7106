import { allocate } from '../../../src/domain/allocation/allocate';
import type { Row } from '../../../src/domain/allocation/row';
import { formatRange, type DayRange } from '../../../src/domain/days/day-range';
import type { ResourceType } from '../../../src/domain/twilio/resource-type';
import { days } from '../../support/days';

const NEED = days('2026-11-25..2026-11-29');

function row(name: string, missing: readonly DayRange[], backfilledAtMs?: number): Row {
  const [account = '', resourceType = 'Messages'] = name.split(' ');
  return { account, resourceType: resourceType as ResourceType, missing, backfilledAtMs };
}

function grants(rows: readonly Row[], leftDays: number): string[] {
  return allocate(rows, leftDays, NEED).map(
    ({ account, resourceType, range }) => `${account} ${resourceType} ${formatRange(range)}`,
  );
}

test('the newest days of all rows come first, then older ones of the daily need, then backfills', () => {
  const rows = [
    row('a', [days('2024-01-01..2024-01-10'), days('2026-11-28..2026-11-29')]),
    row('b', [days('2026-11-27'), days('2026-11-29')]),
  ];
  expect(grants(rows, 5)).toEqual([
    'a Messages 2026-11-28..2026-11-29',
    'b Messages 2026-11-29',
    'b Messages 2026-11-27',
    'a Messages 2024-01-01',
  ]);
  expect(grants(rows, 2)).toEqual(['a Messages 2026-11-29', 'b Messages 2026-11-29']);
});

test('where a day is not left for all, it goes to the row that lacks most days up to it', () => {
  const rows = [
    row('a', [days('2026-11-29')]),
    row('b', [days('2026-11-20..2026-11-29')]),
    row('c', [days('2026-11-28..2026-11-29')]),
  ];
  expect(grants(rows, 2)).toEqual(['b Messages 2026-11-29', 'c Messages 2026-11-29']);
});

test('a backfill goes to the account served longest ago, whichever of its rows that was', () => {
  const old = days('2020-01-01..2020-12-31');
  const rows = [row('a', [old], 5), row('b Calls', [], 9), row('b Messages', [old], 2), row('c', [old], 8)];
  expect(grants(rows, 60)).toEqual(['a Messages 2020-01-01..2020-02-29']);
  expect(grants(rows, 120)).toEqual(['a Messages 2020-01-01..2020-02-29', 'c Messages 2020-01-01..2020-02-29']);
  expect(grants([...rows, row('d', [old])], 60)).toEqual(['d Messages 2020-01-01..2020-02-29']);
});

test('turns of a day are of one size, and accounts get as many when there are enough', () => {
  const old = days('2020-01-01..2020-12-31');
  const sizes = (accounts: number) =>
    allocate(
      ['a', 'b', 'c', 'd', 'e', 'f'].slice(0, accounts).map((name) => row(name, [old])),
      366,
      NEED,
    ).map(({ range }) => formatRange(range));
  expect(sizes(6)).toEqual(Array(5).fill('2020-01-01..2020-03-14').fill('2020-01-01..2020-03-10', 4));
  expect(sizes(3)).toEqual(Array(3).fill(['2020-01-01..2020-03-31', '2020-04-01..2020-05-01']).flat());
});

test('a turn completes the row of the account that is nearest to its end, and serves the next one', () => {
  const rows = [
    row('a Calls', [days('2020-01-01..2020-12-31')]),
    row('a Messages', [days('2020-01-01..2020-01-10'), days('2021-01-01')]),
  ];
  expect(grants(rows, 30)).toEqual([
    'a Messages 2020-01-01..2020-01-10',
    'a Messages 2021-01-01',
    'a Calls 2020-01-01..2020-01-19',
  ]);
});

test('without quota, or without missing days, nothing is granted', () => {
  expect(grants([row('a', [days('2020-01-01..2026-11-29')])], 0)).toEqual([]);
  expect(grants([row('a', [])], 366)).toEqual([]);
  expect(grants([], 366)).toEqual([]);
});
