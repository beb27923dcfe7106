import { setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { Binding } from '../activities/binding';
import { describeExport } from '../domain/day-chart';
import type { DayRange } from '../domain/day-range';
import type { ExportOptions } from '../domain/export-options';
import { isSettled, openDaysOf, type Ledger, type PackedLedger } from '../domain/ledger';
import { nextStep, type Step } from '../domain/plan';
import type { PolledJob } from '../domain/poll-news';
import { progressOf } from '../domain/progress';
import type { ResourceType } from '../domain/resource-type';

/** Continue as new at this many events even when the server does not suggest it: a run is replayed in seconds. */
const MOST_EVENTS = 1000;

/** What every activity of an export is told. */
export interface ExportIdentity {
  readonly resourceType: ResourceType;
  readonly options: ExportOptions;
  readonly binding: Binding;
  /** Drawn once per export; part of the name of each of its jobs. */
  readonly nonce: string;
  /** The days of the requested range that were not exportable at the start and are left out. */
  readonly notYetExportable?: DayRange | undefined;
}

/** What one run hands to the next at continue-as-new. */
export interface CarriedExport extends ExportIdentity {
  readonly ledger: PackedLedger;
  readonly nowMs: number;
}

/** The state of one run: the lanes replace its values and never change them in place. */
export interface ExportRun extends ExportIdentity {
  ledger: Ledger;
  /** Twilio's clock when it was last read, milliseconds since 1970; it never goes back. */
  nowMs: number;
  /** The workflow's clock at that moment. */
  readAtMs: number;
  isSubmitting: boolean;
  /** The step planned last, and for which state. */
  planned?: { readonly ledger: Ledger; readonly nowMs: number; readonly step: Step };
}

export function startRun(identity: ExportIdentity, ledger: Ledger, nowMs: number): ExportRun {
  const run: ExportRun = { ...identity, ledger, nowMs, readAtMs: Date.now(), isSubmitting: false };
  showDetails(run);
  return run;
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
  const { ledger, options, nowMs, planned } = run;
  if (planned?.ledger === ledger && planned.nowMs === nowMs) return planned.step;
  const step = nextStep(ledger, options, nowMs);
  run.planned = { ledger, nowMs, step };
  return step;
}

/** Whether the lanes are to stop: the export is settled, or the history is long enough. */
export function isOver(run: ExportRun): boolean {
  return (
    isSettled(run.ledger) ||
    workflowInfo().continueAsNewSuggested ||
    workflowInfo().historyLength > MOST_EVENTS
  );
}

/** Twilio's clock as far as it is known without asking. */
export function knownNowMs(run: ExportRun): number {
  return run.nowMs + Date.now() - run.readAtMs;
}

export function polledJobs({ ledger }: ExportRun): PolledJob[] {
  return ledger.jobs.map((job) => ({ ...job, openDays: openDaysOf(ledger, job) }));
}

function showDetails(run: ExportRun): void {
  setCurrentDetails(describeExport(run.ledger, progressOf(run.ledger, stepOf(run))));
}
