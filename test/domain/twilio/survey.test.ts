import fc from 'fast-check';
import { addDays, daysOf } from '../../../src/domain/days/day-range';
import { readReport, statusOn } from '../../../src/domain/twilio/job-report';
import type { DayFile, JobSnapshot } from '../../../src/domain/twilio/job-snapshot';
import { expiringDays, surveyFiles, surveyJobs } from '../../../src/domain/twilio/survey';
import { anyGroups, anyRangeNear } from '../support/arbitraries';
import { at, NOON } from '../support/instants';
import { inMarch, march, marchDays, marches } from '../support/march';
import { groups } from '../support/reports';

function job(range: string, details: string, more: Partial<JobSnapshot> = {}): JobSnapshot {
  return { jobSid: 'JS1', range: march(range), groups: groups(details), ...more };
}

/** What was found of wanted days, in short: jobs with the days that are under way in them, and empty days. */
function survey(requested: string, jobs: readonly JobSnapshot[], isOwn?: (job: JobSnapshot) => boolean): string {
  const found = surveyJobs(jobs, marches(requested), NOON, isOwn);
  const parts = [
    ...found.jobs.map(({ jobSid, days }) => `${jobSid} ${inMarch(days)}`),
    ...(found.empty.length > 0 ? [`empty ${inMarch(found.empty)}`] : []),
    ...(found.hasClaims ? ['claims'] : []),
  ];
  return parts.join('; ');
}

describe('of days 3 to 8, a job reports that', () => {
  test.each<[string, JobSnapshot, string]>([
    ['its days are under way', job('1..5', 'Running 5'), 'JS1 3..5'],
    ['its days wait in the queue', job('3..4', 'Submitted 2'), 'JS1 3..4'],
    ['Twilio tries some again by itself', job('3..4', 'ErrorDuringRun 2'), 'JS1 3..4'],
    ['nothing is known of its days yet', job('3..4', ''), 'JS1 3..4'],
    ['its days have a status nobody documented', job('3..4', 'Pondering 2'), 'JS1 3..4'],
    ['some of its days are under way', job('3..6', 'Completed 2 [3..4]; Running 2 [5..6]'), 'JS1 5..6; claims'],
    ['it does not say which days are under way', job('3..6', 'Completed 2; Running 2'), 'JS1 3..6'],
    ['its days are contradicted', job('3..4', 'Running 2 [3..4]; Failed 1 [4]'), 'JS1 3..4'],
    ['it claims to have exported them', job('1..5', 'Completed 5'), 'claims'],
    ['it is over and does not say which days it exported', job('3..4', 'Completed 1; Failed 1'), 'claims'],
    ['days are empty', job('1..5', 'Completed 3 [1..3]; CompletedEmptyRecords 2 [4..5]'), 'empty 4..5; claims'],
    ['days failed', job('3..5', 'Failed 3'), ''],
    ['it was deleted', job('3..5', 'DeletedByUserRequest 3'), ''],
    ['it is about to be deleted', job('3..5', 'RunningToBeDeleted 3'), ''],
    ['other days are under way', job('9..12', 'Running 4'), ''],
    ['something is under way, not what', { jobSid: 'JS1', groups: groups('Running 4') }, ''],
  ])('%s', (_name, listed, found) => {
    expect(survey('3..8', [listed])).toBe(found);
  });
});

describe('of several jobs', () => {
  const first = job('1..5', 'Running 5');
  const second = job('4..8', 'Running 5', { jobSid: 'JS2' });

  test('each gives the days that none before it has', () => {
    expect(survey('1..10', [first, second])).toBe('JS1 1..5; JS2 6..8');
  });

  test('one is left out whose days are all in others', () => {
    expect(survey('1..5', [first, second])).toBe('JS1 1..5');
  });

  test('a day that failed in one is under way in another', () => {
    expect(survey('4..6', [job('1..5', 'Failed 5'), second])).toBe('JS2 4..6');
  });

  test('only wanted days count, also where they have gaps', () => {
    expect(survey('1..2, 5, 8', [first, second])).toBe('JS1 1..2, 5; JS2 8');
  });
});

describe("an export's own jobs", () => {
  const isOwn = ({ friendlyName }: JobSnapshot) => friendlyName === 'own';

  test('make no claims when they are over: those are in the ledger', () => {
    const own = job('1..5', 'Completed 5', { friendlyName: 'own' });
    expect(survey('1..5', [own], isOwn)).toBe('');
    expect(survey('1..5', [{ ...own, friendlyName: 'theirs' }], isOwn)).toBe('claims');
  });

  test('have days under way as any other', () => {
    expect(survey('1..5', [job('1..5', 'Running 5', { friendlyName: 'own' })], isOwn)).toBe('JS1 1..5');
  });
});

test('a job is found with its range and the outlook that Twilio gave', () => {
  const listed = job('1..9', 'Running 9', { queuePosition: 2, estimatedEndMs: NOON });
  expect(surveyJobs([listed], marches('3..4'), NOON).jobs).toEqual([
    { jobSid: 'JS1', range: march('1..9'), days: marches('3..4'), queuePosition: 2, estimatedEndMs: NOON },
  ]);
});

describe('a day file counts', () => {
  const files = (createdOn: string | undefined): DayFile[] =>
    marchDays('10').map((day) => ({ day, size: 398, ...(createdOn && { createdOn: createdOn as DayFile['createdOn'] & {} }) }));
  const found = (createdOn: string | undefined, now: string, requested = '1..20') =>
    inMarch(surveyFiles(files(createdOn), marches(requested), at(now)));

  test.each([
    ['on the UTC day on which it was made', '2024-03-20', '2024-03-20 12:00'],
    ['on the last UTC day that it stays until the end of', '2024-03-20', '2024-03-26 23:59:59'],
    ['when it was made as soon as its day was complete', '2024-03-12', '2024-03-12 12:00'],
  ])('%s', (_name, createdOn, now) => {
    expect(found(createdOn, now)).toBe('10');
  });

  test.each([
    ['on the UTC day on which Twilio removes it', '2024-03-20', '2024-03-27 00:00'],
    ['when it was made before its day was complete', '2024-03-11', '2024-03-12 12:00'],
    ['when nobody knows when it was made', undefined, '2024-03-20 12:00'],
  ])('not %s', (_name, createdOn, now) => {
    expect(found(createdOn, now)).toBe('');
  });

  test('not when its day is not wanted', () => {
    expect(found('2024-03-20', '2024-03-20 12:00', '1..9, 11..20')).toBe('');
  });

  test('once, however often it is listed', () => {
    const twice = [...files('2024-03-20'), ...files('2024-03-13')];
    expect(inMarch(surveyFiles(twice, marches('1..20'), at('2024-03-20 12:00')))).toBe('10');
  });
});

describe('whatever jobs say of their days', () => {
  const anyJob = anyRangeNear(march('1..6')).chain((range) =>
    fc.record({ jobSid: fc.constantFrom('JS1', 'JS2', 'JS3'), range: fc.constant(range), groups: anyGroups(range) }),
  );
  const anyJobs = fc.uniqueArray(anyJob, { selector: ({ jobSid }) => jobSid, maxLength: 3 });

  test('each wanted day is under way in one job at most, and in that it may be', () => {
    fc.assert(
      fc.property(anyJobs, (jobs) => {
        const { jobs: found } = surveyJobs(jobs, marches('1..6'), NOON);
        const days = found.flatMap((one) => one.days.flatMap(daysOf));
        expect([...days].sort()).toEqual([...new Set(days)].sort());
        expect(marchDays('1..6')).toEqual(expect.arrayContaining(days));
        for (const { jobSid, days: underWay, range } of found) {
          const report = readReport(
            jobs.find((one) => one.jobSid === jobSid)!,
            range,
            NOON,
          );
          const statuses = underWay.flatMap(daysOf).map((day) => statusOn(report, day));
          expect([undefined, 'Submitted', 'Running', 'ErrorDuringRun']).toEqual(expect.arrayContaining(statuses));
        }
      }),
    );
  });

  test('a day that is not under way anywhere may be requested, or is empty, or is claimed', () => {
    fc.assert(
      fc.property(anyJobs, (jobs) => {
        const found = surveyJobs(jobs, marches('1..6'), NOON);
        const covered = [...found.jobs.flatMap((one) => one.days), ...found.empty].flatMap(daysOf);
        for (const day of marchDays('1..6').filter((requested) => !covered.includes(requested))) {
          const reports = jobs.filter(({ range }) => range.startDay <= day && day <= range.endDay);
          const statuses = reports.map((one) => {
            const report = readReport(one, one.range, NOON);
            return statusOn(report, day) ?? (report.isFinished ? 'Completed' : 'Running');
          });
          expect(['Failed', 'DeletedByUserRequest', 'RunningToBeDeleted', 'Completed']).toEqual(expect.arrayContaining(statuses));
          if (statuses.includes('Completed')) expect(found.hasClaims).toBe(true);
        }
      }),
    );
  });

  test('files are found of wanted days only, and only those that were made when their day was complete', () => {
    const anyFile = fc.record({ day: fc.constantFrom(...marchDays('1..6')), createdOn: fc.constantFrom(...marchDays('1..12')) });
    fc.assert(
      fc.property(fc.array(anyFile), fc.constantFrom(...marchDays('1..14')), (made, today) => {
        const files = made.map((file) => ({ ...file, size: 1 }));
        const found = surveyFiles(files, marches('2..5'), at(`${today} 12:00`)).flatMap(daysOf);
        const expected = marchDays('2..5').filter((day) =>
          made.some((file) => file.day === day && file.createdOn >= addDays(day, 2) && addDays(file.createdOn, 7) > today),
        );
        expect(found).toEqual(expected);
      }),
    );
  });
});

test('days of which every listed file goes before the UTC day is over are expiring; days without a file are not', () => {
  const files = [
    { day: '2024-03-10', size: 1, createdOn: '2024-03-13' },
    { day: '2024-03-11', size: 1, createdOn: '2024-03-13' },
    { day: '2024-03-11', size: 1, createdOn: '2024-03-14' },
  ] as DayFile[];
  expect(inMarch(expiringDays(files, marches('9..12'), at('2024-03-20 12:00')))).toBe('10');
});
