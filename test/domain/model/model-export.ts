import type { Binding } from '../../../src/activities/attempt/activity';
import type { Reserved, ReserveDaysInput } from '../../../src/activities/submission/reserve-days';
import type { SubmitResult } from '../../../src/activities/submission/submit-job';
import type { surveyRange } from '../../../src/activities/survey/survey-range';
import type { DayMap } from '../../../src/domain/days/day-map';
import type { DayRange } from '../../../src/domain/days/day-range';
import type { DayState } from '../../../src/domain/ledger/day-state';
import { recordEarlier, recordFindings, recordRefusal, recordSubmission } from '../../../src/domain/ledger/fold-submission';
import type { ExportOptions } from '../../../src/domain/request/export-options';
import { recordCancellation, recordResubmission } from '../../../src/domain/ledger/fold-operator';
import { recordPollStart, recordReport } from '../../../src/domain/ledger/fold-report';
import type { PolledJob } from '../../../src/domain/plan/poll-changes';
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
import type { Holder, ReservedChunk } from '../../../src/domain/quota/protocol';
import { nextStep, type Pause, type PlannedChunk, type QuotaWait, type Step } from '../../../src/domain/plan/next-submission';
import { attemptAtOnce, ModelActivity, type ActivityCall } from './model-activity';
import { NOW } from './model-api';
import type { Environment, Outcome } from './environment';
import { KEPT_MS } from './shared-job';

type Surveyed = Awaited<ReturnType<ReturnType<typeof surveyRange>>>;
import type { View } from './shared-twilio';

type SubmitStep = Extract<Step, { step: 'submit' }>;
type Grant = Extract<Reserved, { kind: 'granted' }>;

/** An activity that the export waits for; submissions go on side by side. */
interface Work {
  readonly kind: 'reserve' | 'submit' | 'cancel';
  /** The chunk of a submission. */
  readonly chunk?: ReservedChunk | undefined;
  readonly activity: Pick<ModelActivity<unknown>, 'dueMs' | 'advance' | 'loseWorker'>;
  /** Take a step of the activity, and fold its result when it has one. */
  readonly advance: (outcome: Outcome) => Promise<void>;
}

/** What a run hands to the next. */
interface Carried {
  readonly ledger: PackedLedger;
  readonly pause?: Pause;
  readonly reservationCount: number;
}

export interface ModelRequest {
  readonly holder: Holder;
  readonly range: DayRange;
  readonly options: ExportOptions;
}

/** An export, carried out one step after the other as its lanes carry it out, with the real activities. */
export class ModelExport {
  readonly request: ModelRequest;
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
  readonly #environment: Environment;
  readonly #binding: Binding;
  #quotaWait: QuotaWait | undefined;
  #reservationCount = 0;
  /** The reservations that are under way, or were given up. */
  #reserving: readonly number[] = [];
  /** The one whose turn is next is the first. */
  #works: readonly Work[] = [];
  #lateReports: readonly JobReport[] = [];

  private constructor(environment: Environment, request: ModelRequest, known: Ledger, { binding, findings, nowMs }: Surveyed) {
    this.request = request;
    this.#environment = environment;
    this.#binding = binding;
    this.ledger = recordFindings(known, findings, nowMs);
    this.nowMs = nowMs;
    this.#closeIfSettled();
  }

  static async begin(
    environment: Environment,
    request: ModelRequest,
    view: View,
    earlier?: DayMap<DayState>,
  ): Promise<ModelExport> {
    const { holder, range, options } = request;
    const { resourceType } = holder;
    environment.opened(holder.workflowId);
    const known = earlier ? recordEarlier(openLedger(range), earlier) : openLedger(range);
    const input = { account: 'main', resourceType, range, options };
    const survey = callOf(environment, request, ({ surveyRange }) => surveyRange(input));
    const surveyed = await attemptAtOnce(survey, view);
    if (!surveyed) throw new Error('A survey failed.');
    return new ModelExport(environment, request, known, surveyed);
  }

  get isSubmitting(): boolean {
    return this.#submissions().length > 0;
  }

  /** Before this instant the submitting lane does nothing by itself. */
  get dueMs(): number {
    if (this.#isInterrupted()) return NOW;
    return Math.min(this.#laneDueMs(), ...this.#works.map(({ activity }) => activity.dueMs));
  }

  /** The next step of the submitting lane, or of one of the activities that are under way. */
  async advance(outcome: Outcome): Promise<void> {
    const { nowMs } = this.#environment.twilio;
    if (!this.isRunning || nowMs < this.dueMs) return;
    if (this.#isInterrupted()) this.#works = this.#submissions();
    if (this.#laneDueMs() <= nowMs) this.#beginNext();
    else await this.#advanceFirst(outcome);
    this.#closeIfSettled();
  }

  /** A step of the first activity that is due; the others have their turn before it has another one. */
  async #advanceFirst(outcome: Outcome): Promise<void> {
    const due = this.#works.find(({ activity }) => activity.dueMs <= this.#environment.twilio.nowMs);
    if (!due) return;
    this.#works = [...this.#works.filter((work) => work !== due), due];
    await due.advance(outcome);
  }

  /** When the submitting lane, or the cancellation, has something to begin. */
  #laneDueMs(): number {
    if (this.#works.some(({ kind }) => kind !== 'submit')) return Infinity;
    if (this.isCancelling) return this.isSubmitting ? Infinity : NOW;
    const step = this.#nextStep();
    if (step.step === 'wait') return step.untilMs;
    return step.step === 'submit' ? NOW : Infinity;
  }

  #submissions(): readonly Work[] {
    return this.#works.filter(({ kind }) => kind === 'submit');
  }

  /** One poll for all open jobs; late reports are taken in with the next poll. */
  async poll(view: View, isLate: boolean): Promise<void> {
    if (!this.isRunning || this.isCancelling) return;
    this.#takeIn(this.#lateReports);
    this.#lateReports = [];
    const reports = this.ledger.jobs.length > 0 ? await this.#lookAtJobs(view) : [];
    if (isLate) this.#lateReports = reports;
    else this.#takeIn(reports);
    this.#closeIfSettled();
  }

  /** The worker of the submitting lane dies; another takes over. */
  loseWorker(): void {
    for (const { activity } of this.#works) activity.loseWorker();
  }

  /** The next run goes on with what is carried to it. */
  continueAsNew(): void {
    if (this.#works.length > 0 || !this.isRunning) return;
    const carried = { ledger: packLedger(this.ledger), pause: this.pause, reservationCount: this.#reservationCount };
    const { ledger, pause, reservationCount } = JSON.parse(JSON.stringify(carried)) as Carried;
    this.ledger = unpackLedger(ledger);
    this.pause = pause;
    this.#reservationCount = reservationCount;
    this.#quotaWait = undefined;
    this.#lateReports = [];
  }

  /** An operator asks again for all days that were given up. */
  resubmit(): void {
    if (!this.isRunning || this.isCancelling) return;
    this.resubmissions++;
    const ranges = missingDays(this.ledger).flatMap((group) => group.ranges);
    this.ledger = recordResubmission(this.ledger, ranges);
  }

  /** The workflow is terminated; creates that are about to leave may still leave. */
  async terminate(outcome: Outcome): Promise<void> {
    if (!this.isRunning) return;
    for (const { activity } of this.#submissions()) await activity.advance(outcome);
    this.isTerminated = true;
    this.#close();
  }

  #nextStep(): Step {
    const submitting = this.#submissions().flatMap(({ chunk }) => chunk?.range ?? []);
    return nextStep(this.ledger, this.request.options, this.nowMs, { pause: this.pause, quotaWait: this.#quotaWait, submitting });
  }

  /** A reservation is not waited for when there is nothing to submit any more, or when the export is cancelled. */
  #isInterrupted(): boolean {
    const isReserving = this.#works.some(({ kind }) => kind === 'reserve');
    return isReserving && (this.isCancelling || this.pause !== undefined);
  }

  #beginNext(): void {
    if (this.isCancelling) {
      this.#cancel();
      return;
    }
    const step = this.#nextStep();
    if (step.step === 'wait') this.#record(this.ledger, this.#environment.twilio.nowMs);
    if (step.step === 'submit') this.#reserve(step);
  }

  /** Have an activity carried out, and fold its result. */
  #perform<T>(kind: Work['kind'], call: ActivityCall<T>['call'], fold: (result: T) => void, chunk?: ReservedChunk): void {
    const activity = new ModelActivity(callOf(this.#environment, this.request, call));
    const advance = async (outcome: Outcome) => {
      const ended = await activity.advance(outcome);
      if (!ended) return;
      this.#works = this.#works.filter((other) => other !== work);
      fold(ended.result);
    };
    const work: Work = { kind, chunk, activity, advance };
    this.#works = [...this.#works, work];
  }

  #reserve(step: SubmitStep): void {
    const { holder, options } = this.request;
    const [first, ...others] = step.chunks;
    const numbered = ({ range }: PlannedChunk) => ({ reservationNumber: ++this.#reservationCount, range });
    const chunks: ReserveDaysInput['chunks'] = [numbered(first), ...others.map(numbered)];
    this.#reserving = chunks.map(({ reservationNumber }) => reservationNumber);
    const submitting = this.#submissions().flatMap(({ chunk }) => chunk?.reservationNumber ?? []);
    const wait = step.quotaWait && { ...step.quotaWait, knownNowMs: this.#environment.twilio.nowMs };
    const input = { binding: this.#binding, holder, chunks, submitting, options, wait };
    this.#perform(
      'reserve',
      ({ reserveDays }) => reserveDays(input),
      (reserved) => {
        this.#reserving = [];
        this.#quotaWait = reserved.kind === 'wait' ? reserved.quotaWait : undefined;
        const found = reserved.kind === 'found' ? recordFindings(this.ledger, reserved.findings, reserved.nowMs) : this.ledger;
        this.#record(found, reserved.nowMs);
        if (reserved.kind !== 'granted') return;
        for (const chunk of reserved.chunks) this.#submit(step, reserved, chunk);
      },
    );
  }

  #submit({ wasRefused }: SubmitStep, grant: Grant, chunk: ReservedChunk): void {
    const { holder, options } = this.request;
    const { range, reservationNumber } = chunk;
    const { utcDay, isUnlimited, nowMs: grantedAtMs } = grant;
    const granted = { holder, reservationNumber, chunk: range, sendAfterMs: 0, utcDay, isUnlimited, wasRefused };
    const input = { ...granted, binding: this.#binding, notBeforeMs: this.nowMs, options };
    this.#perform(
      'submit',
      ({ submitJob }) => submitJob(input),
      (result) => {
        this.wasForgotten ||= this.#environment.twilio.nowMs > grantedAtMs + KEPT_MS;
        this.#record(ledgerAfter(this.ledger, range, result), result.nowMs);
      },
      chunk,
    );
  }

  #cancel(): void {
    const { holder, options } = this.request;
    const input = {
      binding: this.#binding,
      resourceType: holder.resourceType,
      jobs: this.#openJobs().filter(({ isAdopted }) => !isAdopted),
      reservations: this.#reserving.map((reservationNumber) => ({ nonce: holder.nonce, reservationNumber })),
      options: { ...options, cancelWithinMs: Infinity },
    };
    this.#perform(
      'cancel',
      ({ cancelJobs }) => cancelJobs(input),
      ({ reports }) => {
        const outcomes = reports.map((report) => ({
          ...report,
          statuses: report.statuses.filter(({ status }) => status.startsWith('Completed')),
          askAgain: undefined,
        }));
        for (const report of outcomes) this.ledger = recordReport(this.ledger, report, options);
        this.ledger = recordCancellation(this.ledger, []);
      },
    );
  }

  #openJobs(): PolledJob[] {
    return this.ledger.jobs.map((job) => ({ ...job, openDays: openDaysOf(this.ledger, job) }));
  }

  async #lookAtJobs(view: View): Promise<readonly JobReport[]> {
    const { holder, options } = this.request;
    const input = {
      binding: this.#binding,
      resourceType: holder.resourceType,
      jobs: this.#openJobs(),
      options,
      knownNowMs: this.#environment.twilio.nowMs,
    };
    this.ledger = recordPollStart(this.ledger);
    const poll = callOf(this.#environment, this.request, ({ pollJobs }) => pollJobs(input));
    return (await attemptAtOnce(poll, view))?.reports ?? [];
  }

  #takeIn(reports: readonly JobReport[]): void {
    for (const report of reports) {
      this.#record(recordReport(this.ledger, report, this.request.options), report.nowMs);
    }
  }

  #record(ledger: Ledger, nowMs: number): void {
    this.ledger = ledger;
    this.nowMs = Math.max(this.nowMs, nowMs);
  }

  #closeIfSettled(): void {
    if (isSettled(this.ledger) && this.#works.length === 0) this.#close();
  }

  #close(): void {
    this.isRunning = false;
    this.#environment.closed(this.request.holder.workflowId);
  }
}

function callOf<T>(environment: Environment, { options }: ModelRequest, call: ActivityCall<T>['call']): ActivityCall<T> {
  return { environment, isFresh: options.fresh, call };
}

function ledgerAfter(ledger: Ledger, range: DayRange, result: SubmitResult): Ledger {
  switch (result.kind) {
    case 'submitted':
      return recordSubmission(ledger, result.submission);
    case 'found':
      return recordFindings(ledger, result.findings, result.nowMs);
    case 'refused':
      return recordRefusal(ledger, { range, message: result.message, atMs: result.nowMs });
    case 'late':
      return ledger;
  }
}
