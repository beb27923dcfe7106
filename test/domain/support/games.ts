import fc from 'fast-check';
import { nameByFiles, settleByFiles } from '../../../src/domain/twilio/day-files';
import { dayRange } from '../../support/days';
import { addDays, dayOf, startOfDay, type Day, type DayRange } from '../../../src/domain/days/day-range';
import { readReport, unseenReport, type JobReport } from '../../../src/domain/twilio/job-report';
import type { DayFile, StatusGroup } from '../../../src/domain/twilio/job-snapshot';
import { recordResubmission } from '../../../src/domain/ledger/fold-operator';
import { recordPollStart, recordReport, type ReportRule } from '../../../src/domain/ledger/fold-report';
import { recordFindings, recordRefusal, recordSubmission } from '../../../src/domain/ledger/fold-submission';
import { openLedger, type Ledger } from '../../../src/domain/ledger/ledger';
import { nextStep } from '../../../src/domain/plan/next-submission';
import { anyFiles, anyGroups, anyRangeNear } from './arbitraries';
import { HOUR, MINUTE } from './instants';

/** What may happen to a ledger, likely or not. Jobs are picked by number among all that ever were. */
type Move =
  | { readonly move: 'submit the next step' }
  | { readonly move: 'submit'; readonly from: number; readonly length: number }
  | { readonly move: 'start a poll' }
  | { readonly move: 'find'; readonly exported: DayRange; readonly empty: DayRange; readonly job: DayRange }
  | { readonly move: 'refuse the next step' }
  | { readonly move: 'resubmit'; readonly range: DayRange }
  | { readonly move: 'report'; readonly job: number; readonly details: readonly StatusGroup[] }
  | { readonly move: 'report a job gone'; readonly job: number }
  | {
      readonly move: 'name by files';
      readonly job: number;
      readonly details: readonly StatusGroup[];
      readonly files: readonly DayFile[];
    }
  | {
      readonly move: 'settle by files';
      readonly job: number;
      readonly files: readonly DayFile[];
      readonly askAgain: 'vanished' | 'unnamed';
    }
  | { readonly move: 'let time pass'; readonly ms: number };

export interface Game {
  readonly range: DayRange;
  readonly rule: ReportRule;
  readonly options: { readonly daysPerChunk: number; readonly openJobs: number; readonly newestFirst: boolean };
  readonly moves: readonly Move[];
}

/** The ledger before and after a move, and what the move brought. */
export interface Moment {
  readonly before: Ledger;
  readonly after: Ledger;
  readonly nowMs: number;
  readonly report?: JobReport;
  readonly submitted?: DayRange;
  /** Set when an operator wants days again that were given up. */
  readonly isAskedAgain?: true;
}

const START = '2024-02-25' as Day;

/** A few days around a leap day, of which the last may not be exportable yet, and anything that may befall them. */
export function anyGame(): fc.Arbitrary<Game> {
  return fc.integer({ min: 1, max: 9 }).chain((length) => {
    const range = dayRange(START, addDays(START, length - 1));
    return fc.record({
      range: fc.constant(range),
      rule: fc.record({
        maxAttempts: fc.integer({ min: 1, max: 3 }),
        resubmitAfterMs: fc.integer({ min: 1, max: 90 * MINUTE }),
        stuckAfterMs: fc.integer({ min: 1, max: 90 * HOUR }),
      }),
      options: fc.record({
        daysPerChunk: fc.integer({ min: 1, max: 9 }),
        openJobs: fc.integer({ min: 1, max: 4 }),
        newestFirst: fc.boolean(),
      }),
      moves: fc.array(anyMove(range), { minLength: 5, maxLength: 20, size: 'max' }),
    });
  });
}

/** Every moment of a game, in order. */
export function runGame({ range, rule, options, moves }: Game): Moment[] {
  let ledger = openLedger(range);
  let nowMs = startOfDay(START) + 50 * HOUR;
  const jobs: { jobSid: string; range: DayRange; submittedAtMs: number }[] = [];

  const submit = (chunk: DayRange): Pick<Moment, 'after' | 'submitted'> => {
    const jobSid = `JS${String(jobs.length + 1)}`;
    jobs.push({ jobSid, range: chunk, submittedAtMs: nowMs });
    return { after: recordSubmission(ledger, { jobSid, range: chunk, submittedAtMs: nowMs }), submitted: chunk };
  };
  const fold = (report: JobReport): Pick<Moment, 'after' | 'report'> => ({ after: recordReport(ledger, report, rule), report });
  const perform = (move: Move): Omit<Moment, 'before' | 'nowMs'> => {
    switch (move.move) {
      case 'submit the next step': {
        const step = nextStep(ledger, options, nowMs);
        return step.step === 'submit' ? submit(step.chunks[0].range) : { after: ledger };
      }
      case 'submit': {
        const startDay = addDays(range.startDay, Math.min(move.from, daysBetween(range)));
        const endDay = addDays(startDay, move.length - 1);
        return submit(dayRange(startDay, endDay < range.endDay ? endDay : range.endDay));
      }
      case 'find': {
        const jobSid = `JS${String(jobs.length + 1)}`;
        jobs.push({ jobSid, range: move.job, submittedAtMs: nowMs });
        const found = [{ jobSid, range: move.job, days: [move.job] }];
        const findings = { exported: [move.exported], empty: [move.empty], jobs: found };
        return { after: recordFindings(ledger, findings, nowMs) };
      }
      case 'refuse the next step': {
        const step = nextStep(ledger, options, nowMs);
        if (step.step !== 'submit') return { after: ledger };
        return { after: recordRefusal(ledger, { range: step.chunks[0].range, message: 'Bad request.', atMs: nowMs }) };
      }
      case 'resubmit':
        return { after: recordResubmission(ledger, [move.range]), isAskedAgain: true };
      case 'start a poll':
        return { after: recordPollStart(ledger) };
      case 'let time pass':
        nowMs += move.ms;
        return { after: ledger };
      case 'report':
      case 'report a job gone':
      case 'name by files':
      case 'settle by files': {
        const job = jobs[move.job % jobs.length];
        return job ? fold(reportFor(move, job, nowMs)) : { after: ledger };
      }
    }
  };

  return moves.map((move) => {
    const before = ledger;
    const moment = perform(move);
    ledger = moment.after;
    return { before, nowMs, ...moment };
  });
}

function reportFor(
  move: Extract<Move, { readonly job: number }>,
  job: { jobSid: string; range: DayRange; submittedAtMs: number },
  nowMs: number,
): JobReport {
  const read = (details: readonly StatusGroup[]) => readReport({ jobSid: job.jobSid, groups: details }, job.range, nowMs);
  switch (move.move) {
    case 'report':
      return read(move.details);
    case 'report a job gone':
      return unseenReport(job.jobSid, nowMs);
    case 'name by files':
      return nameByFiles(read(move.details), job, move.files, false) ?? read(move.details);
    case 'settle by files':
      return settleByFiles(unseenReport(job.jobSid, nowMs), job, move.files, move.askAgain);
  }
}

function anyMove(range: DayRange): fc.Arbitrary<Move> {
  const job = fc.nat({ max: 5 });
  const near = anyRangeNear(range);
  const details = anyGroups(range);
  const files = anyFiles(dayRange(range.startDay, addDays(dayOf(startOfDay(range.endDay)), 2)));
  const of = <T extends Move['move']>(move: T) => fc.constant(move);
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ move: of('submit the next step') }) },
    fc.record({ move: of('submit'), from: fc.nat({ max: 8 }), length: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ move: of('start a poll') }),
    fc.record({ move: of('find'), exported: near, empty: near, job: near }),
    { weight: 2, arbitrary: fc.record({ move: of('refuse the next step') }) },
    fc.record({ move: of('resubmit'), range: near }),
    { weight: 4, arbitrary: fc.record({ move: of('report'), job, details }) },
    fc.record({ move: of('report a job gone'), job }),
    fc.record({ move: of('name by files'), job, details, files }),
    fc.record({ move: of('settle by files'), job, files, askAgain: fc.constantFrom('vanished', 'unnamed') }),
    { weight: 2, arbitrary: fc.record({ move: of('let time pass'), ms: fc.nat({ max: 30 * HOUR }) }) },
  );
}

function daysBetween({ startDay, endDay }: DayRange): number {
  return (startOfDay(endDay) - startOfDay(startDay)) / (24 * HOUR);
}
