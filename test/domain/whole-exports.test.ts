import fc from 'fast-check';
import { nameByFiles, settleByFiles } from '../../src/domain/twilio/day-files';
import { entriesOf } from '../../src/domain/days/day-map';
import { dayRange } from '../support/days';
import { addDays, daysOf, startOfDay, type Day, type DayRange } from '../../src/domain/days/day-range';
import { namesAll, readReport, type JobReport } from '../../src/domain/twilio/job-report';
import type { DayState } from '../../src/domain/ledger/day-state';
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
      fc.property(anyNamed, (request) => {
        const { ledger } = run(request);
        expect(perDay(ledger)).toEqual([...request.fates.values()].map((fate) => expectedEnd(fate, request.maxAttempts)));
      }),
    );
  });

  test('requests each day as often as it takes, and not once more', () => {
    fc.assert(
      fc.property(anyNamed, (request) => {
        const { ledger, twilio } = run(request);
        const needed = [...request.fates.values()].map((fate) => attemptsNeeded(fate, request.maxAttempts));
        expect(daysOf(request.range).map((day) => twilio.timesAsked(day))).toEqual(needed);
        expect(ledger.requestedDays).toBe(needed.reduce((sum, attempts) => sum + attempts, 0));
        expect(ledger.unnamedDays).toBe(0);
      }),
    );
  });

  test('never has more jobs open than it may', () => {
    fc.assert(
      fc.property(anyNamed, (request) => {
        expect(run(request).mostOpenJobs).toBeLessThanOrEqual(request.openJobs);
      }),
    );
  });
});

describe('an export against a Twilio that only counts its days', () => {
  const anyUnnamed = anyExport({ namesDays: false });

  test('exports a day only if there is a file of it', () => {
    fc.assert(
      fc.property(anyUnnamed, (request) => {
        const { ledger, twilio } = run(request);
        const exported = daysOf(request.range).filter((_day, index) => perDay(ledger)[index]?.state === 'exported');
        expect(exported).toEqual([...new Set(twilio.files.map(({ day }) => day))].sort());
      }),
    );
  });

  test('calls a day empty only if it is, and gives none up that would succeed while attempts are left', () => {
    fc.assert(
      fc.property(anyUnnamed, (request) => {
        const { ledger, twilio } = run(request);
        for (const [index, dayState] of perDay(ledger).entries()) {
          const fate = [...request.fates.values()][index]!;
          if (dayState.state === 'empty') expect(fate).toContain('CompletedEmptyRecords');
          if (dayState.state !== 'missing' || dayState.reason === 'deletedAtTwilio') continue;
          expect(dayState.attempts).toBe(request.maxAttempts);
          expect(twilio.timesAsked(daysOf(request.range)[index]!)).toBe(request.maxAttempts);
        }
      }),
    );
  });
});

interface WholeExport {
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

function anyExport({ namesDays }: { namesDays: boolean }): fc.Arbitrary<WholeExport> {
  const fate = fc.oneof(
    { weight: 4, arbitrary: fc.constant<Fate>(['Completed']) },
    fc.constant<Fate>(['CompletedEmptyRecords']),
    fc.constant<Fate>(['DeletedByUserRequest']),
    fc.constant<Fate>(['Failed']),
    fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom('Completed', 'CompletedEmptyRecords', 'DeletedByUserRequest'))
      .map(([failures, ending]): Fate => [...Array.from({ length: failures }, () => 'Failed' as const), ending]),
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
      return { ...rest, namesDays, range, fates: new Map(daysOf(range).map((day, index) => [day, fates[index]!])) };
    });
}

/** Carry an export out until it is settled: what the lanes do, one step after the other. */
function run(request: WholeExport): { ledger: Ledger; twilio: NaiveTwilio; mostOpenJobs: number } {
  const twilio = new NaiveTwilio(request.fates, request.daysPerLook, request.namesDays);
  let nowMs = startOfDay(addDays(request.range.endDay, 2 - request.recentDays)) + HOUR;
  let ledger = openLedger(request.range);
  let mostOpenJobs = 0;
  for (let steps = 0; !isSettled(ledger); steps++) {
    if (steps > 2000) throw new Error(`Not settled after ${String(steps)} steps: ${JSON.stringify(ledger)}`);
    nowMs += MINUTE;
    const step = nextStep(ledger, request, nowMs);
    if (step.step === 'submit') {
      for (const { range } of step.chunks) {
        const jobSid = twilio.create(range, nowMs);
        ledger = recordSubmission(ledger, { jobSid, range, submittedAtMs: nowMs });
      }
    } else if (ledger.jobs.length > 0) {
      ledger = recordPollStart(ledger);
      for (const job of ledger.jobs) ledger = recordReport(ledger, reportOn(twilio, ledger, job, nowMs), request);
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
  if (!report.isFinished || namesAll(report, openDaysOf(ledger, job))) return report;
  return nameByFiles(report, job, twilio.files, false) ?? settleByFiles(report, job, twilio.files, 'unnamed');
}

function perDay(ledger: Ledger): DayState[] {
  return entriesOf(ledger.days).flatMap(({ range, value }) => daysOf(range).map(() => value));
}

function attemptsNeeded(fate: Fate, maxAttempts: number): number {
  const failures = fate.findIndex((ending) => ending !== 'Failed');
  return failures === -1 ? maxAttempts : Math.min(failures + 1, maxAttempts);
}

function expectedEnd(fate: Fate, maxAttempts: number): DayState {
  const attempts = attemptsNeeded(fate, maxAttempts);
  switch (fate[attempts - 1] ?? 'Failed') {
    case 'Completed':
      return { state: 'exported' };
    case 'CompletedEmptyRecords':
      return { state: 'empty' };
    case 'Failed':
      return { state: 'missing', attempts, reason: 'exhausted' };
    case 'DeletedByUserRequest':
      return { state: 'missing', attempts, reason: 'deletedAtTwilio' };
  }
}
