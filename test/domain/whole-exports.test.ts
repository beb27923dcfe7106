import fc from 'fast-check';
import { nameByFiles, settleByFiles } from '../../src/domain/twilio/day-files';
import { entriesOf } from '../../src/domain/days/day-map';
import {
  addDays,
  dayRange,
  daysOf,
  startOfDay,
  type Day,
  type DayRange,
} from '../../src/domain/days/day-range';
import { namesAll, readReport, type JobReport } from '../../src/domain/twilio/job-report';
import type { DayStanding } from '../../src/domain/ledger/day-state';
import { recordPollStart, recordReport } from '../../src/domain/ledger/fold-report';
import { recordSubmission } from '../../src/domain/ledger/fold-submission';
import { isSettled, openDaysOf, openLedger, type Ledger, type OpenJob } from '../../src/domain/ledger/ledger';
import { nextStep } from '../../src/domain/plan/next-submission';
import { HOUR, MINUTE } from './support/instants';
import { NaiveTwilio, type Fate } from './support/naive-twilio';

describe('an export against a Twilio that names its days', () => {
  const anyNamed = anyExport({ namesDays: true });

  test('ends every day as its fate has it', () => {
    fc.assert(
      fc.property(anyNamed, (wish) => {
        const { ledger } = run(wish);
        expect(perDay(ledger)).toEqual(
          [...wish.fates.values()].map((fate) => expectedEnd(fate, wish.maxAttempts)),
        );
      }),
    );
  });

  test('asks for each day as often as it takes, and not once more', () => {
    fc.assert(
      fc.property(anyNamed, (wish) => {
        const { ledger, twilio } = run(wish);
        const needed = [...wish.fates.values()].map((fate) => attemptsNeeded(fate, wish.maxAttempts));
        expect(daysOf(wish.range).map((day) => twilio.timesAsked(day))).toEqual(needed);
        expect(ledger.requestedDays).toBe(needed.reduce((sum, attempts) => sum + attempts, 0));
        expect(ledger.unnamedDays).toBe(0);
      }),
    );
  });

  test('never has more jobs open than it may', () => {
    fc.assert(
      fc.property(anyNamed, (wish) => {
        expect(run(wish).mostOpenJobs).toBeLessThanOrEqual(wish.openJobs);
      }),
    );
  });
});

describe('an export against a Twilio that only counts its days', () => {
  const anyUnnamed = anyExport({ namesDays: false });

  test('exports a day only if there is a file of it', () => {
    fc.assert(
      fc.property(anyUnnamed, (wish) => {
        const { ledger, twilio } = run(wish);
        const exported = daysOf(wish.range).filter(
          (_day, index) => perDay(ledger)[index]?.standing === 'exported',
        );
        expect(exported).toEqual([...new Set(twilio.files.map(({ day }) => day))].sort());
      }),
    );
  });

  test('calls a day empty only if it is, and gives none up that would succeed while attempts are left', () => {
    fc.assert(
      fc.property(anyUnnamed, (wish) => {
        const { ledger, twilio } = run(wish);
        for (const [index, standing] of perDay(ledger).entries()) {
          const fate = [...wish.fates.values()][index]!;
          if (standing.standing === 'empty') expect(fate).toContain('CompletedEmptyRecords');
          if (standing.standing !== 'missing' || standing.reason === 'deletedAtTwilio') continue;
          expect(standing.attempts).toBe(wish.maxAttempts);
          expect(twilio.timesAsked(daysOf(wish.range)[index]!)).toBe(wish.maxAttempts);
        }
      }),
    );
  });
});

interface ExportWish {
  readonly range: DayRange;
  readonly fates: ReadonlyMap<Day, Fate>;
  readonly maxAttempts: number;
  readonly resubmitAfterMs: number;
  readonly stuckAfterMs: number;
  readonly daysPerChunk: number;
  readonly openJobs: number;
  readonly newestFirst: boolean;
  readonly daysPerLook: number;
  readonly namesDays: boolean;
  /** How many days of the range are not exportable yet when the export begins. */
  readonly recentDays: number;
}

function anyExport({ namesDays }: { namesDays: boolean }): fc.Arbitrary<ExportWish> {
  const fate = fc.oneof(
    { weight: 4, arbitrary: fc.constant<Fate>(['Completed']) },
    fc.constant<Fate>(['CompletedEmptyRecords']),
    fc.constant<Fate>(['DeletedByUserRequest']),
    fc.constant<Fate>(['Failed']),
    fc
      .tuple(
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom('Completed', 'CompletedEmptyRecords', 'DeletedByUserRequest'),
      )
      .map(([failures, ending]): Fate => [
        ...Array.from({ length: failures }, () => 'Failed' as const),
        ending,
      ]),
  );
  return fc
    .record({
      fates: fc.array(fate, { minLength: 1, maxLength: 15, size: 'max' }),
      maxAttempts: fc.integer({ min: 1, max: 4 }),
      resubmitAfterMs: fc.constantFrom(1, 5 * MINUTE, 7 * HOUR),
      stuckAfterMs: fc.constantFrom(MINUTE, 72 * HOUR),
      daysPerChunk: fc.integer({ min: 1, max: 12 }),
      openJobs: fc.integer({ min: 1, max: 4 }),
      newestFirst: fc.boolean(),
      daysPerLook: fc.integer({ min: 1, max: 12 }),
      recentDays: fc.nat({ max: 4 }),
    })
    .map(({ fates, ...rest }) => {
      const startDay = '2024-02-20' as Day;
      const range = dayRange(startDay, addDays(startDay, fates.length - 1));
      return {
        ...rest,
        namesDays,
        range,
        fates: new Map(daysOf(range).map((day, index) => [day, fates[index]!])),
      };
    });
}

/** Carry an export out until it is settled: what the lanes do, one step after the other. */
function run(wish: ExportWish): { ledger: Ledger; twilio: NaiveTwilio; mostOpenJobs: number } {
  const twilio = new NaiveTwilio(wish.fates, wish.daysPerLook, wish.namesDays);
  let nowMs = startOfDay(addDays(wish.range.endDay, 2 - wish.recentDays)) + HOUR;
  let ledger = openLedger(wish.range);
  let mostOpenJobs = 0;
  for (let steps = 0; !isSettled(ledger); steps++) {
    if (steps > 2000) throw new Error(`Not settled after ${String(steps)} steps: ${JSON.stringify(ledger)}`);
    nowMs += MINUTE;
    const step = nextStep(ledger, wish, nowMs);
    if (step.step === 'submit') {
      const jobSid = twilio.create(step.chunk, nowMs);
      ledger = recordSubmission(ledger, { jobSid, range: step.chunk, submittedAtMs: nowMs });
    } else if (ledger.jobs.length > 0) {
      ledger = recordPollStart(ledger);
      for (const job of ledger.jobs)
        ledger = recordReport(ledger, reportOn(twilio, ledger, job, nowMs), wish);
    } else if (step.step === 'wait') {
      nowMs = step.untilMs;
    } else {
      throw new Error(`Nothing to do, and not settled: ${JSON.stringify(ledger)}`);
    }
    mostOpenJobs = Math.max(mostOpenJobs, ledger.jobs.length);
  }
  expect(ledger.jobs).toEqual([]);
  return { ledger, twilio, mostOpenJobs };
}

/** A report that, of a job that is over, asks the day list at once and does not wait for more. */
function reportOn(twilio: NaiveTwilio, ledger: Ledger, job: OpenJob, nowMs: number): JobReport {
  const report = readReport(twilio.look(job.jobSid, nowMs), job.range, nowMs);
  if (!report.isOver || namesAll(report, openDaysOf(ledger, job))) return report;
  return nameByFiles(report, job, twilio.files, false) ?? settleByFiles(report, job, twilio.files, 'unnamed');
}

function perDay(ledger: Ledger): DayStanding[] {
  return entriesOf(ledger.days).flatMap(({ range, value }) => daysOf(range).map(() => value));
}

function attemptsNeeded(fate: Fate, maxAttempts: number): number {
  const failures = fate.findIndex((ending) => ending !== 'Failed');
  return failures === -1 ? maxAttempts : Math.min(failures + 1, maxAttempts);
}

function expectedEnd(fate: Fate, maxAttempts: number): DayStanding {
  const attempts = attemptsNeeded(fate, maxAttempts);
  switch (fate[attempts - 1] ?? 'Failed') {
    case 'Completed':
      return { standing: 'exported' };
    case 'CompletedEmptyRecords':
      return { standing: 'empty' };
    case 'Failed':
      return { standing: 'missing', attempts, reason: 'exhausted' };
    case 'DeletedByUserRequest':
      return { standing: 'missing', attempts, reason: 'deletedAtTwilio' };
  }
}
