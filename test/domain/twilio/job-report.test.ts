import fc from 'fast-check';
import { daysOf, type Day, type DayRange } from '../../../src/domain/days/day-range';
import { namesAll, readReport, statusOn, unseenReport, type JobReport } from '../../../src/domain/twilio/job-report';
import { DAY_STATUSES, isFinal, readStatus, type StatusGroup } from '../../../src/domain/twilio/job-snapshot';
import { anyGroups, anyRange } from '../support/arbitraries';
import { NOON } from '../support/instants';
import { march, marchDays, marches } from '../support/march';
import { counted, groups, named, report } from '../support/reports';

describe('a report on a job of 1 to 5 March', () => {
  test.each([
    ['without details names nothing', '', ''],
    ['that counts all days in one status names them all', 'Completed 5', 'Completed 1..5'],
    ['that counts too few days names none', 'Completed 4', ''],
    ['that counts too many days names none', 'Completed 6', ''],
    ['without a count names none', 'Completed -', ''],
    ['that names its days is believed', 'Completed 2 [1..2]; Running 3 [3..5]', 'Completed 1..2; Running 3..5'],
    ['that names days without counts is believed', 'Completed - [1..2]; Failed - [4]', 'Completed 1..2; Failed 4'],
    ['that names days out of order tells them in order', 'Completed - [4, 2, 1]', 'Completed 1..2, 4'],
    ['that counts two statuses and names no days names none', 'Completed 4; Failed 1', ''],
    ['with one unnamed group gives it the rest', 'Completed 4; Failed 1 [3]', 'Completed 1..2, 4..5; Failed 3'],
    ['with one half-named group gives it the rest', 'Running 4 [5]; Failed 1 [3]', 'Running 1..2, 4..5; Failed 3'],
    ['with two unnamed groups names what it names', 'Completed 3; Running 1; Failed 1 [3]', 'Failed 3'],
    ['with one unnamed group and a wrong sum guesses nothing', 'Completed 3; Failed 1 [3]', 'Failed 3'],
    ['that counts fewer days than it names goes by the names', 'Completed 1 [1..5]', 'Completed 1..5'],
    ['that counts more days than it names names those', 'Completed 3 [1]; Failed 2', 'Completed 1'],
    ['with a contested day leaves it in doubt', 'Completed 3 [1..3]; Failed 3 [3..5]', 'Completed 1..2; Failed 4..5'],
    [
      'with a contested day gives no group the rest even where the counts add up',
      'Completed 3 [1..2]; Failed 2 [2..3]',
      'Completed 1; Failed 3',
    ],
    ['with a contested day gives no group the rest', 'Completed 4; Failed 1 [3]; Running - [3]', ''],
    ['that names days outside of the job drops them', 'Completed 3 [-2..1]; Failed - [5..9]', 'Completed 1; Failed 5'],
    ['that names a day twice counts it once', 'Completed - [1..5, 5, 4]', 'Completed 1..5'],
    ['with one status in two groups makes them one', 'Completed 2 [1..2]; COMPLETED 3 [3..5]', 'Completed 1..5'],
    ['in lower case is understood', 'completed 4 [1..4]; failed 1', 'Completed 1..4; Failed 5'],
    ['in upper case and with blanks is understood', ' COMPLETED  5', 'Completed 1..5'],
    ['with an unknown word names the others', 'Pondering 2; Completed 3 [1..3]', 'Completed 1..3'],
    ['with days under an unknown word leaves those in doubt', 'Pondering 2 [1..2]; Completed 3', 'Completed 3..5'],
    ['with a day under a known and an unknown word is in doubt', 'Pondering - [1]; Failed - [1, 2]', 'Failed 2'],
    ['with an empty group is read without it', 'Completed 5; Failed 0', 'Completed 1..5'],
  ])('%s: %j', (_name, details, statuses) => {
    expect(named(read(details))).toBe(statuses);
  });

  test.each([
    ['without days is not over', '', false],
    ['whose groups count nothing is not over', 'Completed 0', false],
    ['whose days are all completed is over', 'Completed 5', true],
    [
      'whose days all ended, one way or another, is over',
      'Completed 2; CompletedEmptyRecords 1; Failed 1; DeletedByUserRequest 1',
      true,
    ],
    ['with a day still running is not over', 'Completed 4; Running 1', false],
    ['with a day Twilio tries again by itself is not over', 'Completed 4; ErrorDuringRun 1', false],
    ['with a day about to be deleted is not over', 'Completed 4; RunningToBeDeleted 1', false],
    ['with a day under an unknown word is not over', 'Completed 4; Pondering 1', false],
    ['that counts too few days is not over', 'Completed 4', false],
    ['that counts too many days is not over', 'Completed 6', false],
    ['without counts is over when it names every day', 'Completed - [1..4]; Failed - [5]', true],
    ['with a contested day is not over', 'Completed 4 [1..4]; Failed 2 [4..5]', false],
    ['with a contested day is not over even where the counts add up', 'Completed 2 [1..2]; Failed 3 [2..4]', false],
    ['with a status that no day has any more is over', 'Completed 5; Running 0', true],
    ['with days outside of the job counts without them', 'Completed - [1..9]', true],
  ])('%s: %j', (_name, details, isFinished) => {
    expect(read(details).isFinished).toBe(isFinished);
  });

  test.each([
    ['as they come', 'Completed 3; Failed 1', 'Completed 3; Failed 1'],
    ['at least as many as are named', 'Completed 1 [1..3]; Failed - [4]', 'Completed 3; Failed 1'],
    ['not at all where neither a count nor days are told', 'Running -', ''],
    ['together where groups share a status', 'Running 1; running 2', 'Running 3'],
    ['without unknown words', 'Pondering 2; Completed 3', 'Completed 3'],
  ])('counts days %s: %j', (_name, details, counts) => {
    expect(counted(read(details))).toBe(counts);
  });

  test.each([
    ['none', 'Completed 5', []],
    ['as they came', 'PonderinG 2; Completed 3', ['PonderinG']],
    ['each once', 'Pondering 2; Completed 1; Pondering 2; Dreaming 1', ['Pondering', 'Dreaming']],
  ])('keeps unknown words apart: %s', (_name, details, unknownWords) => {
    expect(read(details).unknownWords).toEqual(unknownWords);
  });

  test('passes on the outlook of the job', () => {
    const snapshot = { jobSid: 'JS1', groups: [], queuePosition: 3, estimatedEndMs: NOON };
    expect(readReport(snapshot, march('1..5'), NOON)).toMatchObject({
      jobSid: 'JS1',
      nowMs: NOON,
      isSeen: true,
      queuePosition: 3,
      estimatedEndMs: NOON,
    });
  });
});

test.each([
  ['with neither count nor days keeps the others from adding up', 'Completed 5; Failed -', ''],
  ['written twice is counted once', 'Completed 2 [1..2]; Completed 2 [1..2]; Failed 1 [5]', 'Completed 1..2; Failed 5'],
])('a group %s: %j', (_name, details, statuses) => {
  expect(named(read(details))).toBe(statuses);
});

test('an unknown word is kept without what could break a line or Markdown', () => {
  const odd = [{ status: 'Pon|der\ning `now`', count: 5 }];
  const { unknownWords } = readReport({ jobSid: 'JS1', groups: odd }, march('1..5'), NOON);
  expect(unknownWords).toEqual(['Pon der ing now']);
});

test('a job that is not there reports nothing and is not over', () => {
  expect(unseenReport('JS1', NOON)).toEqual({
    jobSid: 'JS1',
    nowMs: NOON,
    statuses: [],
    counts: [],
    isFinished: false,
    unknownWords: [],
    isSeen: false,
  });
});

test.each([
  ['some of the days it names', '1, 4', true],
  ['all of the days it names', '1..2, 4', true],
  ['no days at all', '', true],
  ['a day it does not name', '1..3', false],
])('asked for %s, a report knows whether it names them: %j, %j', (_name, days, isNamed) => {
  expect(namesAll(report('JS1', { Completed: '1..2', Failed: '4' }), marches(days))).toBe(isNamed);
});

test('a day that no entry of a report names has no status', () => {
  const seen = report('JS1', { Completed: '1..2', Failed: '4' });
  expect(marchDays('1..5').map((day) => statusOn(seen, day))).toEqual(['Completed', 'Completed', undefined, 'Failed', undefined]);
});

describe('whatever the API writes', () => {
  const anyReading = anyRange(12).chain((range) => fc.record({ range: fc.constant(range), details: anyGroups(range) }));

  test('a report names a day of the job once or not at all, and no other day', () => {
    fc.assert(
      fc.property(anyReading, ({ range, details }) => {
        const days = daysNamed(readGroups(details, range));
        expect(new Set(days).size).toBe(days.length);
        expect(daysOf(range)).toEqual(expect.arrayContaining(days));
      }),
    );
  });

  test('a report that is over counts every day of the job as final', () => {
    fc.assert(
      fc.property(anyReading, ({ range, details }) => {
        const { isFinished, counts } = readGroups(details, range);
        const finalDays = counts.filter(({ status }) => isFinal(status)).map(({ count }) => count);
        if (isFinished) expect(finalDays.reduce((sum, count) => sum + count, 0)).toBe(daysOf(range).length);
      }),
    );
  });
});

describe('as long as the API is right, however little it says', () => {
  test('every status a report names is the true one', () => {
    fc.assert(
      fc.property(anyTruth(), ({ range, truth, details }) => {
        const seen = readGroups(details, range);
        const told = daysOf(range).filter((day) => statusOn(seen, day) !== undefined);
        expect(told.map((day) => statusOn(seen, day))).toEqual(told.map((day) => readStatus(truth.get(day) ?? '')));
      }),
    );
  });

  test('a report is over exactly when every day is final', () => {
    fc.assert(
      fc.property(anyTruth(), ({ range, truth, details }) => {
        const isFinalWord = (word: string) => {
          const status = readStatus(word);
          return status !== undefined && isFinal(status);
        };
        expect(readGroups(details, range).isFinished).toBe([...truth.values()].every(isFinalWord));
      }),
    );
  });

  test('a report whose groups name all their days leaves no known day in doubt', () => {
    fc.assert(
      fc.property(anyTruth('all'), ({ range, truth, details }) => {
        const known = daysOf(range).filter((day) => readStatus(truth.get(day) ?? ''));
        expect(daysNamed(readGroups(details, range)).sort()).toEqual(known);
      }),
    );
  });
});

type Disclosure = 'all' | 'some' | 'none';

interface Truth {
  readonly range: DayRange;
  /** The word every day of the job really has. */
  readonly truth: ReadonlyMap<Day, string>;
  /** What the API says of it: the right counts, and of each word all, some or none of the days. */
  readonly details: readonly StatusGroup[];
}

function anyTruth(...disclosures: Disclosure[]): fc.Arbitrary<Truth> {
  const disclosure = fc.constantFrom(...(disclosures.length > 0 ? disclosures : (['all', 'some', 'none'] as const)));
  const word = fc.constantFrom(...DAY_STATUSES, 'Pondering');
  return anyRange(10)
    .chain((range) =>
      fc.record({
        range: fc.constant(range),
        // few words, so that groups of several days are common
        statuses: fc.array(word, { minLength: 1, maxLength: 3 }),
        picks: fc.array(fc.nat({ max: 2 }), { minLength: 10, maxLength: 10 }),
        disclosed: fc.array(disclosure, { minLength: 9, maxLength: 9 }),
      }),
    )
    .map(({ range, statuses, picks, disclosed }) => {
      const truth = new Map(daysOf(range).map((day, index) => [day, statuses[picks[index]! % statuses.length]!] as const));
      const details = [...new Set(truth.values())].map((status, index) => {
        const days = daysOf(range).filter((day) => truth.get(day) === status);
        return { status, count: days.length, ...disclose(days, disclosed[index]!) };
      });
      return { range, truth, details };
    });
}

function disclose(days: readonly Day[], disclosure: Disclosure): { days?: readonly Day[] } {
  if (disclosure === 'none') return {};
  return { days: disclosure === 'all' ? days : days.filter((_day, index) => index % 2 === 0) };
}

function read(details: string): JobReport {
  return readGroups(groups(details), march('1..5'));
}

function readGroups(details: readonly StatusGroup[], range: DayRange): JobReport {
  return readReport({ jobSid: 'JS1', groups: details }, range, NOON);
}

function daysNamed({ statuses }: JobReport): Day[] {
  return statuses.flatMap(({ ranges }) => ranges.flatMap(daysOf));
}
