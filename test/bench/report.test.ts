import { formatTable, tableOf } from '../../bench/report/format-table';
import { summarize, type Result } from '../../bench/report/result';
import { SCENARIOS } from '../../bench/scenarios';
import { FIGURES, type Figure } from '../../bench/scenario';

const NOTHING: Record<Figure, number> = {
  seconds: 0,
  daysPerSecond: 0,
  requestedDays: 0,
  deliveredDays: 0,
  requestedPerDelivered: 0,
  utcDays: 0,
  rejectedCreates: 0,
  daysRequestedTwice: 0,
  jobs: 0,
  calls: 0,
  callsPerDay: 0,
  latenessSeconds: 0,
  pollsTimesLateness: 0,
};

function runsOf(figure: Figure, values: readonly number[]): Record<Figure, number>[] {
  return values.map((value) => ({ ...NOTHING, [figure]: value }));
}

test('the median is the value in the middle, or halfway between the two there', () => {
  expect(summarize(runsOf('seconds', [9, 1, 2])).figures.seconds).toEqual({ median: 2, min: 1, max: 9 });
  expect(summarize(runsOf('seconds', [9, 1, 2, 4])).figures.seconds).toEqual({ median: 3, min: 1, max: 9 });
});

test('a table has medians, spreads where runs differ, ratios of medians where there are any, and the reasons for gaps', () => {
  const subject = { ...SCENARIOS[0]!, figures: ['jobs', 'seconds', 'calls'] } as const;
  const runs = (jobs: number, seconds: readonly number[]) => runsOf('seconds', seconds).map((run) => ({ ...run, jobs }));
  const contestants = [
    { name: 'One', ...summarize(runs(1366, [2, 3, 1.25])) },
    { name: 'Two', ...summarize(runs(2732, [8, 8, 8])) },
    { name: 'Three', gap: 'It has no clock' },
  ];
  const result: Result<Figure> = {
    subject,
    date: '2026-11-30',
    machine: { cores: 2, memoryGiB: 4, system: 'Linux' },
    versions: {},
    contestants,
  };
  expect(tableOf(result, FIGURES)).toEqual([
    ['figure', 'One', 'Two', 'Three', 'One ÷ Two'],
    ['jobs created', '1,366', '2,732', '–', '0.50'],
    ['seconds from the first to the last request', '2 (1.25 to 3)', '8', '–', '0.25'],
    ['API calls, without downloads', '0', '0', '–', '–'],
    ['not run', '', '', 'It has no clock', ''],
  ]);
  expect(formatTable(tableOf(result, FIGURES)).split('\n').slice(0, 3)).toEqual([
    '| figure | One | Two | Three | One ÷ Two |',
    '| --- | --- | --- | --- | --- |',
    '| jobs created | 1,366 | 2,732 | – | 0.50 |',
  ]);
});
