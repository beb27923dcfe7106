import { setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { Binding } from '../activities/binding';
import { adviceOn } from '../domain/advice';
import type { Cancellation } from '../domain/cancellation';
import { describeExport } from '../domain/day-chart';
import type { DayRange } from '../domain/day-range';
import type { ExportOptions } from '../domain/export-options';
import { areNews, labelsOf, type Labels } from '../domain/labels';
import {
  isOnlyStuck,
  isSettled,
  openDaysOf,
  packLedger,
  unpackLedger,
  type Ledger,
  type PackedLedger,
} from '../domain/ledger';
import type { Holder } from '../domain/lease';
import { nextStep, type Pause, type Restraint, type Step, type WaitForTurn } from '../domain/plan';
import { nextDelivery, type DeliveryStep } from '../domain/plan-delivery';
import type { PolledJob } from '../domain/poll-news';
import { progressOf, type Progress } from '../domain/progress';
import type { ResourceType } from '../domain/resource-type';
import { labelExport } from './label-export';
import { measureExport } from './measure';

/** Continue as new at this many events even when the server does not suggest it: a run is replayed in seconds. */
const MOST_EVENTS = 1000;

/** What every activity of an export is told. */
export interface ExportIdentity {
  readonly resourceType: ResourceType;
  readonly binding: Binding;
  /** Drawn once per export; part of the name of each of its jobs. */
  readonly nonce: string;
  /** The days of the requested range that were not exportable at the start and are left out. */
  readonly notYetExportable?: DayRange | undefined;
  /** Days before the first that no run of its schedule looked at. */
  readonly unseen?: DayRange | undefined;
  /** Set when a schedule started it: it does not wait for stuck jobs, since the next run would not begin. */
  readonly isScheduled?: true | undefined;
  /** Set when the namespace knows the search attributes of exports. */
  readonly isSearchable?: true | undefined;
}

/** What may change while an export runs, and is carried as it is. */
interface Course {
  options: ExportOptions;
  pause?: Pause | undefined;
  /** How many reservations of quota were asked for; each has its number. */
  turns: number;
  /** The latest resubmissions that operators asked for, by id, and how many days each made planned again. */
  resubmissions: readonly { readonly id: string; readonly days: number }[];
}

/** What one run hands to the next at continue-as-new. */
export interface CarriedExport extends ExportIdentity, Readonly<Course> {
  readonly ledger: PackedLedger;
  readonly nowMs: number;
}

/** The state of one run: lanes and updates replace its values and never change them in place. */
export interface ExportRun extends ExportIdentity, Course {
  ledger: Ledger;
  /** Twilio's clock when it was last read, milliseconds since 1970; it never goes back. */
  nowMs: number;
  /** The workflow's clock at that moment. */
  readAtMs: number;
  /** The chunk that is being submitted. */
  submitting?: DayRange | undefined;
  /** Why the next chunk cannot be submitted yet. */
  turn?: WaitForTurn | undefined;
  isCancelling: boolean;
  cancellation?: Cancellation;
  /** By what the list of workflows finds it. */
  labels?: Labels;
  /** The step planned last, and for which state. */
  plannedDelivery?: Pick<ExportRun, 'ledger' | 'nowMs'> & { readonly step: DeliveryStep };
  planned?: Restraint & Pick<ExportRun, 'ledger' | 'nowMs' | 'options'> & { readonly step: Step };
}

/** Begin a run of an export that has not been asked for anything yet. */
export function startRun(
  identity: ExportIdentity,
  options: ExportOptions,
  ledger: Ledger,
  nowMs: number,
): ExportRun {
  return begin({ ...identity, options, turns: 0, resubmissions: [] }, ledger, nowMs);
}

/** Go on where the run before this one stopped. */
export function resumeRun({ ledger, nowMs, ...rest }: CarriedExport): ExportRun {
  return begin(rest, unpackLedger(ledger), nowMs);
}

/** What the next run is to know. */
export function carry(run: ExportRun): CarriedExport {
  const { resourceType, binding, nonce, notYetExportable, unseen, isScheduled, isSearchable } = run;
  const marks = { notYetExportable, unseen, isScheduled, isSearchable };
  const identity = { resourceType, binding, nonce, ...marks };
  const { options, pause, turns, resubmissions, nowMs } = run;
  return { ...identity, options, pause, turns, resubmissions, ledger: packLedger(run.ledger), nowMs };
}

/** Take an answer into the run: the ledger it leads to, and the time it was given at. */
export function record(run: ExportRun, ledger: Ledger, nowMs: number): void {
  run.ledger = ledger;
  if (nowMs > run.nowMs) {
    run.nowMs = nowMs;
    run.readAtMs = Date.now();
  }
  showDetails(run);
}

/** What the submitting lane does next; planned once for each state of the run, however often it is asked. */
export function stepOf(run: ExportRun): Step {
  const { ledger, options, nowMs, pause, turn, planned } = run;
  const isPlanned =
    planned?.ledger === ledger &&
    planned.nowMs === nowMs &&
    planned.options === options &&
    planned.pause === pause &&
    planned.turn === turn;
  if (isPlanned) return planned.step;
  const step = nextStep(ledger, options, nowMs, { pause, turn });
  run.planned = { ledger, options, nowMs, pause, turn, step };
  return step;
}

/** What the delivering lane does next. */
export function deliveryOf(run: ExportRun): DeliveryStep {
  const { ledger, nowMs, plannedDelivery } = run;
  if (plannedDelivery?.ledger === ledger && plannedDelivery.nowMs === nowMs) return plannedDelivery.step;
  const step = nextDelivery(ledger, nowMs);
  run.plannedDelivery = { ledger, nowMs, step };
  return step;
}

/** Whether there is nothing left to do, or to wait for. */
export function hasEnded({ ledger, isScheduled }: ExportRun): boolean {
  return isSettled(ledger) || (isScheduled === true && isOnlyStuck(ledger));
}

/** Whether the lanes are to stop: the export has ended or is cancelled, or the history is long enough. */
export function isOver(run: ExportRun): boolean {
  return (
    run.isCancelling ||
    hasEnded(run) ||
    workflowInfo().continueAsNewSuggested ||
    workflowInfo().historyLength > MOST_EVENTS
  );
}

/** Twilio's clock as far as it is known without asking. */
export function knownNowMs(run: ExportRun): number {
  return run.nowMs + Date.now() - run.readAtMs;
}

/** As whom the export reserves days. */
export function holderOf({ nonce, binding, resourceType }: ExportRun): Holder {
  return { nonce, workflowId: workflowInfo().workflowId, accountSid: binding.accountSid, resourceType };
}

export function polledJobs({ ledger }: ExportRun): PolledJob[] {
  return ledger.jobs.map((job) => ({ ...job, openDays: openDaysOf(ledger, job) }));
}

/** The export in numbers and words. */
export function progressIn(run: ExportRun): Progress {
  return { ...progressOf(run.ledger, stepOf(run)), cancellation: run.cancellation };
}

/** Show people in the Temporal UI how the export stands. */
export function showDetails(run: ExportRun): void {
  const progress = progressIn(run);
  const { resourceType, unseen } = run;
  const { archive } = run.options;
  const advised = { workflowId: workflowInfo().workflowId, resourceType, archive, unseen };
  setCurrentDetails(describeExport(run.ledger, progress, adviceOn(progress, stepOf(run), advised)));
  measureExport(advised.workflowId, resourceType, run.ledger, progress);
  const labels = labelsOf(resourceType, progress, stepOf(run));
  if (run.isSearchable && areNews(run.labels, labels)) {
    run.labels = labels;
    labelExport(labels);
  }
}

function begin(beginning: ExportIdentity & Course, ledger: Ledger, nowMs: number): ExportRun {
  const run: ExportRun = { ...beginning, ledger, nowMs, readAtMs: Date.now(), isCancelling: false };
  showDetails(run);
  return run;
}
