import fc from 'fast-check';
import { addDays, dayOf, daysOf, startOfDay } from '../../../src/domain/days/day-range';
import { nameByFiles, settleByFiles } from '../../../src/domain/twilio/day-files';
import { readReport, statusOn, unseenReport, type JobReport } from '../../../src/domain/twilio/job-report';
import type { DayFile } from '../../../src/domain/twilio/job-snapshot';
import { anyRange } from '../support/arbitraries';
import { NOON } from '../support/instants';
import { march, marchDays } from '../support/march';
import { counted, groups, named } from '../support/reports';

const JOB = { range: march('1..10'), submittedAtMs: NOON };
const TODAY = dayOf(NOON);

describe('the day list names the days of a job of 1 to 10 March that is over', () => {
  test.each([
    ['one day of ten failed: it has no file', 'Completed 9; Failed 1', '1..6, 8..10', 'Completed 1..6, 8..10; Failed 7'],
    ['all failed: there is no file', 'Failed 10', '', 'Failed 1..10'],
    ['empty days have no files', 'Completed 8; CompletedEmptyRecords 2', '3..10', 'Completed 3..10; CompletedEmptyRecords 1..2'],
    ['empty days have files: they count as exported', 'Completed 8; CompletedEmptyRecords 2', '1..10', 'Completed 1..10'],
    [
      'empty days have files and a day failed',
      'Completed 7; CompletedEmptyRecords 2; Failed 1',
      '1..8, 10',
      'Completed 1..8, 10; Failed 9',
    ],
    ['deleted days have no files', 'Completed 8; DeletedByUserRequest 2', '1..8', 'Completed 1..8; DeletedByUserRequest 9..10'],
    ['files of other days are in the list, too', 'Completed 9; Failed 1', '-3..9, 11..20', 'Completed 1..9; Failed 10'],
    [
      'some days are named: only the others are looked up',
      'Completed 8; Failed 1 [4]; CompletedEmptyRecords 1',
      '1..3, 6..10',
      'Failed 4; Completed 1..3, 6..10; CompletedEmptyRecords 5',
    ],
    ['a file is listed twice', 'Completed 9; Failed 1', '1..9, 9', 'Completed 1..9; Failed 10'],
  ])('where %s', (_name, details, files, statuses) => {
    expect(told(nameByFiles(read(details), JOB, filesOf(files), false))).toBe(statuses);
  });

  test.each([
    ['the list is behind', 'Completed 9; Failed 1', '1..8'],
    ['there are more files than the job can have made', 'Completed 8; Failed 2', '1..10'],
    ['the rest failed or is empty', 'Completed 7; CompletedEmptyRecords 2; Failed 1', '1..7'],
    ['only some empty days have files', 'Completed 7; CompletedEmptyRecords 2; Failed 1', '1..8'],
    ['the rest failed or was deleted', 'Completed 8; Failed 1; DeletedByUserRequest 1', '1..8'],
  ])('but not where %s', (_name, details, files) => {
    expect(nameByFiles(read(details), JOB, filesOf(files), false)).toBeUndefined();
  });

  test('nor while the list may be behind and leaves open which empty days have files', () => {
    const files = filesOf('2..5');
    const report = readReport({ jobSid: 'JS1', groups: groups('Completed 4; CompletedEmptyRecords 1') }, march('1..5'), NOON);
    const job = { ...JOB, range: march('1..5') };
    expect(nameByFiles(report, job, files, true)).toBeUndefined();
    expect(told(nameByFiles(report, job, files, false))).toBe('Completed 2..5; CompletedEmptyRecords 1');
  });

  test('and leaves the rest of the report as it was', () => {
    const report = read('Completed 9; Failed 1');
    const told = nameByFiles(report, JOB, filesOf('1..9'), true);
    expect(told && counted(told)).toBe('Completed 9; Failed 1');
    expect(told).toEqual({ ...report, statuses: told?.statuses });
  });
});

test.each<[string, Pick<DayFile, 'createdOn'>, string]>([
  ['on the day before the submission is not one of the job', { createdOn: addDays(TODAY, -1) }, ''],
  ['on the UTC day of the submission is one of the job', { createdOn: TODAY }, 'Completed 1..9'],
  ['on the day after the submission is one of the job', { createdOn: addDays(TODAY, 1) }, 'Completed 1..9'],
  ['nobody knows when is not one of the job', {}, ''],
])('a file made %s', (_name, made, exported) => {
  const report = read('Completed 9; Failed 1');
  const files = filesOf('1..9', made);
  expect(named(settleByFiles(report, JOB, files, 'unnamed'))).toBe(exported);
  expect(told(nameByFiles(report, JOB, files, true))).toBe(exported ? `${exported}; Failed 10` : undefined);
});

describe('the last word on a job', () => {
  test('that has gone: days with a file are exported, the others are requested again', () => {
    const report = settleByFiles(unseenReport('JS1', NOON), JOB, filesOf('1..4, 9, 20'), 'vanished');
    expect(named(report)).toBe('Completed 1..4, 9');
    expect(report).toMatchObject({ askAgain: 'vanished', isSeen: false });
  });

  test('that does not say which days failed: likewise', () => {
    const report = settleByFiles(read('Completed 9; Failed 1'), JOB, filesOf('1..4'), 'unnamed');
    expect(named(report)).toBe('Completed 1..4');
    expect(report).toMatchObject({ askAgain: 'unnamed', isSeen: true, isFinished: true });
  });

  test('of which there are more files than it can have made: none is believed', () => {
    const report = settleByFiles(read('Completed 8; Failed 2'), JOB, filesOf('1..10'), 'unnamed');
    expect(named(report)).toBe('');
  });

  test('keeps the days it named', () => {
    const report = settleByFiles(read('Completed 8; Failed 1 [3]; CompletedEmptyRecords 1'), JOB, [], 'unnamed');
    expect(named(report)).toBe('Failed 3');
  });

  test('without any file: every day is requested again', () => {
    expect(settleByFiles(unseenReport('JS1', NOON), JOB, [], 'vanished').statuses).toEqual([]);
  });
});

test('a complete day list never gives a day another status than it has, but that an empty day with a file is exported', () => {
  const anyJob = anyRange(8).chain((range) => {
    const ending = fc.constantFrom('Completed', 'CompletedEmptyRecords', 'Failed', 'DeletedByUserRequest');
    const size = daysOf(range).length;
    return fc.record({
      range: fc.constant(range),
      endings: fc.array(ending, { minLength: size, maxLength: size }),
      emptyDaysHaveFiles: fc.array(fc.boolean(), { minLength: size, maxLength: size }),
    });
  });
  fc.assert(
    fc.property(anyJob, ({ range, endings, emptyDaysHaveFiles }) => {
      const submittedAtMs = startOfDay(addDays(range.endDay, 5));
      const hasFile = endings.map(
        (ending, index) => ending === 'Completed' || (ending === 'CompletedEmptyRecords' && emptyDaysHaveFiles[index]),
      );
      const details = [...new Set(endings)].map((status) => ({
        status,
        count: endings.filter((ending) => ending === status).length,
      }));
      const files = daysOf(range)
        .filter((_day, index) => hasFile[index])
        .map((day) => ({ day, size: 1, createdOn: dayOf(submittedAtMs) }));

      const report = readReport({ jobSid: 'JS1', groups: details }, range, submittedAtMs);
      const told = nameByFiles(report, { range, submittedAtMs }, files, false);
      if (!told) return;
      expect(daysOf(range).map((day) => statusOn(told, day))).toEqual(
        daysOf(range).map((day, index) => statusOn(report, day) ?? (hasFile[index] ? 'Completed' : endings[index])),
      );
    }),
  );
});

function read(details: string): JobReport {
  return readReport({ jobSid: 'JS1', groups: groups(details) }, JOB.range, NOON);
}

function filesOf(days: string, made: Pick<DayFile, 'createdOn'> = { createdOn: TODAY }): DayFile[] {
  return marchDays(days).map((day) => ({ day, size: 398, ...made }));
}

function told(report: JobReport | undefined): string | undefined {
  return report && named(report);
}
