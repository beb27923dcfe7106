import type { Reserved } from '../../../src/activities/submission/reserve-days';
import type { SubmitResult } from '../../../src/activities/submission/submit-job';
import type { DayMap } from '../../../src/domain/days/day-map';
import type { DayRange } from '../../../src/domain/days/day-range';
import type { DayStanding } from '../../../src/domain/ledger/day-state';
import { recordEarlier } from '../../../src/domain/ledger/fold-known';
import type { ExportOptions } from '../../../src/domain/request/export-options';
import { recordCancellation, recordResubmission } from '../../../src/domain/ledger/fold-operator';
import { recordPollStart, recordReport } from '../../../src/domain/ledger/fold-report';
import { recordFindings, recordRefusal, recordSubmission } from '../../../src/domain/ledger/fold-submission';
import type { JobReport } from '../../../src/domain/twilio/job-report';
import {
  isSettled,
  missingDays,
  openDaysOf,
  openLedger,
  packLedger,
  unpackLedger,
  type Ledger,
  type PackedLedger,
} from '../../../src/domain/ledger/ledger';
import type { Holder } from '../../../src/domain/quota/lease';
import { nextStep, type Pause, type Step, type WaitForTurn } from '../../../src/domain/plan/next-submission';
import { isWorthTelling } from '../../../src/domain/plan/poll-changes';
import { NOW, type Luck, type Place, type Played } from './place';
import { cancelJobs, reserveDays, submitJob } from './played-activities';
import { findAtTwilio, reportOn } from './played-looks';
import { KEPT_MS } from './shared-job';
import type { Sight } from './shared-twilio';

type SubmitStep = Extract<Step, { step: 'submit' }>;
type Grant = Extract<Reserved, { kind: 'granted' }>;

/** An activity that is being carried out; when its worker dies, another begins it again. */
interface Work {
  readonly kind: 'reserve' | 'submit' | 'cancel';
  readonly begin: (isFirstTry: boolean) => Played<'done' | 'failed'>;
  readonly played: Played<'done' | 'failed'>;
  readonly dueMs: number;
}

/** What a run hands to the next. */
interface Carried {
  readonly ledger: PackedLedger;
  readonly pause?: Pause;
  readonly turns: number;
}

export interface PlayedWish {
  readonly holder: Holder;
  readonly range: DayRange;
  readonly options: ExportOptions;
}

/** An export, carried out one step after the other as its lanes and activities carry it out. */
export class PlayedExport {
  readonly wish: PlayedWish;
  ledger: Ledger;
  nowMs: number;
  /** Until its workflow is closed. */
  isRunning = true;
  isCancelling = false;
  isTerminated = false;
  /** Whether a submission was left alone for so long that Twilio may have forgotten its job. */
  wasForgotten = false;
  resubmissions = 0;
  pause: Pause | undefined;
  readonly #place: Place;
  #turn: WaitForTurn | undefined;
  #turns = 0;
  #work: Work | undefined;
  #lateReports: readonly JobReport[] = [];

  constructor(place: Place, wish: PlayedWish, sight: Sight, earlier?: DayMap<DayStanding>) {
    const { holder, range, options } = wish;
    const { twilio } = place;
    this.wish = wish;
    this.#place = place;
    place.opened(holder.workflowId);

    const list = twilio.list(holder.resourceType, { ...sight, ageMs: 0 });
    const known = earlier ? recordEarlier(openLedger(range), earlier) : openLedger(range);
    const findings = findAtTwilio(twilio, holder.resourceType, list, range, { alwaysFiles: true });
    this.ledger = options.fresh ? known : recordFindings(known, findings, list.nowMs);
    this.nowMs = list.nowMs;
    this.#closeIfSettled();
  }

  get isSubmitting(): boolean {
    return this.#work?.kind === 'submit';
  }

  /** Before this instant the submitting lane does nothing by itself. */
  get dueMs(): number {
    if (this.#isInterrupted()) return NOW;
    if (this.#work) return this.#work.dueMs;
    const step = this.#nextStep();
    if (step.step === 'wait') return step.untilMs;
    return step.step === 'submit' ? NOW : Infinity;
  }

  /** The next step of the submitting lane, or of the activity it waits for. */
  advance(luck: Luck): void {
    if (!this.isRunning || this.#place.twilio.nowMs < this.dueMs) return;
    if (this.#isInterrupted()) this.#work = undefined;
    if (this.#work) this.#goOn(this.#work, luck);
    else this.#beginNext();
    this.#closeIfSettled();
  }

  /** One poll for all open jobs; late reports are taken in with the next poll. */
  poll(sight: Sight, isLate: boolean): void {
    if (!this.isRunning || this.isCancelling) return;
    this.#takeIn(this.#lateReports);
    this.#lateReports = [];
    const reports = this.ledger.jobs.length > 0 ? this.#lookAtJobs(sight) : [];
    if (isLate) this.#lateReports = reports;
    else this.#takeIn(reports);
    this.#closeIfSettled();
  }

  /** The worker of the submitting lane dies; another takes over. */
  loseWorker(): void {
    if (this.#work) this.#begin(this.#work.kind, this.#work.begin, false);
  }

  /** The next run goes on with what is carried to it. */
  continueAsNew(): void {
    if (this.#work || !this.isRunning) return;
    const carried = { ledger: packLedger(this.ledger), pause: this.pause, turns: this.#turns };
    const { ledger, pause, turns } = JSON.parse(JSON.stringify(carried)) as Carried;
    this.ledger = unpackLedger(ledger);
    this.pause = pause;
    this.#turns = turns;
    this.#turn = undefined;
    this.#lateReports = [];
  }

  /** An operator asks again for all days that were given up. */
  resubmit(): void {
    if (!this.isRunning || this.isCancelling) return;
    this.resubmissions++;
    const ranges = missingDays(this.ledger).flatMap((group) => group.ranges);
    this.ledger = recordResubmission(this.ledger, ranges);
  }

  /** The workflow is terminated; a create that is about to leave may still leave. */
  terminate(luck: Luck): void {
    if (!this.isRunning) return;
    if (this.isSubmitting) this.#work?.played.next(luck);
    this.isTerminated = true;
    this.#close();
  }

  #nextStep(): Step {
    return nextStep(this.ledger, this.wish.options, this.nowMs, { pause: this.pause, turn: this.#turn });
  }

  /** A reservation is not waited for when there is nothing to submit any more, or when the export is cancelled. */
  #isInterrupted(): boolean {
    const isIdle = this.#work === undefined || this.#work.kind === 'reserve';
    return (this.isCancelling && isIdle) || (this.#work?.kind === 'reserve' && this.pause !== undefined);
  }

  #beginNext(): void {
    if (this.isCancelling) {
      this.#begin('cancel', () => this.#cancelling());
      return;
    }
    const step = this.#nextStep();
    if (step.step === 'wait') this.#record(this.ledger, this.#place.twilio.nowMs);
    if (step.step !== 'submit') return;
    const turn = ++this.#turns;
    this.#begin('reserve', () => this.#reserving(step, turn));
  }

  #begin(kind: Work['kind'], begin: Work['begin'], isFirstTry = true): void {
    const played = begin(isFirstTry);
    const { value } = played.next();
    this.#work = { kind, begin, played, dueMs: Number(value) };
  }

  #goOn(work: Work, luck: Luck): void {
    const { done, value } = work.played.next(luck);
    if (!done) this.#work = { ...work, dueMs: value };
    else if (value === 'failed') this.loseWorker();
    else if (this.#work === work) this.#work = undefined;
  }

  *#reserving(step: SubmitStep, turn: number): Played<'done'> {
    const { holder, options } = this.wish;
    const { chunk, submission, turn: wait } = step;
    const reserved = yield* reserveDays(this.#place, { holder, options, turn, chunk, submission, wait });
    this.#turn = reserved.kind === 'wait' ? reserved.turn : undefined;
    const found =
      reserved.kind === 'found'
        ? recordFindings(this.ledger, reserved.findings, reserved.nowMs)
        : this.ledger;
    this.#record(found, reserved.nowMs);
    if (reserved.kind === 'granted') {
      this.#begin('submit', (isFirstTry) => this.#submitting(step, turn, reserved, isFirstTry));
    }
    return 'done';
  }

  *#submitting(
    { submission, wasRefused }: SubmitStep,
    turn: number,
    { range: chunk, utcDay, isUnlimited, nowMs: grantedAtMs }: Grant,
    isFirstTry: boolean,
  ): Played<'done' | 'failed'> {
    const { holder, options } = this.wish;
    const grant = { turn, chunk, utcDay, isUnlimited };
    const asked = { ...grant, holder, options, submission, wasRefused, notBeforeMs: this.nowMs, isFirstTry };
    const result = yield* submitJob(this.#place, asked);
    this.wasForgotten ||= this.#place.twilio.nowMs > grantedAtMs + KEPT_MS;
    if (!result) return 'failed';
    this.#record(ledgerAfter(this.ledger, chunk, result), result.nowMs);
    return 'done';
  }

  *#cancelling(): Played<'done'> {
    const { holder, options } = this.wish;
    const jobs = this.ledger.jobs.filter(({ isAdopted }) => !isAdopted);
    const reports = yield* cancelJobs(this.#place, { holder, turn: this.#turns, jobs });
    const outcomes = reports.map((report) => ({
      ...report,
      statuses: report.statuses.filter(({ status }) => status.startsWith('Completed')),
    }));
    for (const report of outcomes) this.ledger = recordReport(this.ledger, report, options);
    this.ledger = recordCancellation(this.ledger, []);
    return 'done';
  }

  #lookAtJobs(sight: Sight): readonly JobReport[] {
    const { twilio } = this.#place;
    const { holder, options } = this.wish;
    const jobs = this.ledger.jobs.map((job) => ({ ...job, openDays: openDaysOf(this.ledger, job) }));
    this.ledger = recordPollStart(this.ledger);
    const list = twilio.list(holder.resourceType, { ...sight, ageMs: 0 });
    const reports = jobs.map((job) =>
      reportOn(twilio, holder.resourceType, job, list, options.ambiguityWaitMs),
    );
    return isWorthTelling(jobs, reports, options.stuckAfterMs) ? reports : [];
  }

  #takeIn(reports: readonly JobReport[]): void {
    for (const report of reports) {
      this.#record(recordReport(this.ledger, report, this.wish.options), report.nowMs);
    }
  }

  #record(ledger: Ledger, nowMs: number): void {
    this.ledger = ledger;
    this.nowMs = Math.max(this.nowMs, nowMs);
  }

  #closeIfSettled(): void {
    if (isSettled(this.ledger) && !this.#work) this.#close();
  }

  #close(): void {
    this.isRunning = false;
    this.#place.closed(this.wish.holder.workflowId);
  }
}

function ledgerAfter(ledger: Ledger, range: DayRange, result: SubmitResult): Ledger {
  switch (result.kind) {
    case 'submitted':
      return recordSubmission(ledger, result.submission);
    case 'found':
      return recordFindings(ledger, result.findings, result.nowMs);
    case 'refused':
      return recordRefusal(ledger, { range, words: result.words, atMs: result.nowMs });
    case 'late':
      return ledger;
  }
}
