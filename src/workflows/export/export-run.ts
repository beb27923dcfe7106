import { workflowInfo } from '@temporalio/workflow';
import type { Binding } from '../../activities/attempt/activity';
import type { Cancellation, CancellingStep } from '../../domain/describe/cancellation';
import type { DayRange } from '../../domain/days/day-range';
import type { ExportOptions } from '../../domain/request/export-options';
import type { Labels } from '../../domain/describe/labels';
import { openDaysOf, packLedger, unpackLedger, type Ledger, type PackedLedger } from '../../domain/ledger/ledger';
import type { Holder, Reservation, ReservedChunk } from '../../domain/quota/protocol';
import type { Pause, QuotaWait, Step } from '../../domain/plan/next-submission';
import type { DeliveryStep } from '../../domain/plan/next-delivery';
import type { PolledJob } from '../../domain/plan/poll-changes';
import type { ResourceType } from '../../domain/twilio/resource-type';

/** What does not change while an export runs. */
export interface ExportIdentity {
  readonly resourceType: ResourceType;
  readonly binding: Binding;
  /** Drawn once per export; part of the name of each of its jobs. */
  readonly nonce: string;
  /** Days of the requested range that were not exportable at the start, and are not part of the export. */
  readonly notYetExportable?: DayRange | undefined;
  /** Days before its first one that no scheduled run covered. */
  readonly uncovered?: DayRange | undefined;
  /** Set for a scheduled run: it does not wait for stuck jobs, since the next run could not begin. */
  readonly isScheduled?: true | undefined;
  /** Set when the namespace has the search attributes of exports. */
  readonly isSearchable?: true | undefined;
}

/** What may change while an export runs, and is carried as it is. */
interface RunState {
  options: ExportOptions;
  notifies?: true | undefined; // whether the worker announces the end
  pause?: Pause | undefined;
  /** Counts the chunks for which quota was requested; each has its number. */
  reservationCount: number;
  /** The latest resubmissions by operators, by id, with the number of days that each planned again. */
  resubmissions: readonly { readonly id: string; readonly days: number }[];
}

/** What one run passes to the next at continue-as-new. */
export interface CarriedExport extends ExportIdentity, Readonly<RunState> {
  readonly ledger: PackedLedger;
  readonly nowMs: number;
}

/** The step planned last, and the values from which it was planned. */
export type Plan<S> = Readonly<{ from: readonly unknown[]; step: S }>;

/** A chunk whose submission is under way. */
interface SubmittedChunk extends ReservedChunk {
  /** Set when it takes longer than polls wait for it. */
  readonly isSlow?: true;
}

/** The state of one run: lanes and updates replace its values and never change them in place. */
export interface ExportRun extends ExportIdentity, RunState {
  ledger: Ledger;
  /** Twilio's clock when it was last read, milliseconds since 1970; it never goes back. */
  nowMs: number;
  readAtMs: number;
  /** The reservations that are under way, or were cancelled. */
  reserving: readonly Reservation[];
  /** The chunks that are being submitted; replaced, never changed in place. */
  submitting: readonly SubmittedChunk[];
  /** Set when the result is being announced: days can no longer be resubmitted. */
  isEnding?: true;
  /** Why a submission failed for good, which ends the export. */
  failure?: Error | undefined;
  /** Why the next chunk cannot be submitted yet. */
  quotaWait?: QuotaWait | undefined;
  cancellation?: Cancellation;
  cancelling?: CancellingStep | undefined;
  labels?: Labels;
  deliveryPlan?: Plan<DeliveryStep>;
  submissionPlan?: Plan<Step>;
}

export function beginRun(beginning: ExportIdentity & RunState & Pick<ExportRun, 'ledger' | 'nowMs'>): ExportRun {
  return { ...beginning, readAtMs: Date.now(), reserving: [], submitting: [] };
}

/** The run that continues where the run before it stopped. */
export function resumeRun({ ledger, ...rest }: CarriedExport): ExportRun {
  return beginRun({ ...rest, ledger: unpackLedger(ledger) });
}

export function carry(run: ExportRun): CarriedExport {
  const { resourceType, binding, nonce, notYetExportable, uncovered, isScheduled, isSearchable } = run;
  const identity = { resourceType, binding, nonce, notYetExportable, uncovered, isScheduled, isSearchable };
  const { options, notifies, pause, reservationCount, resubmissions, nowMs } = run;
  return { ...identity, options, notifies, pause, reservationCount, resubmissions, ledger: packLedger(run.ledger), nowMs };
}

/** The part of an export that each of its activities gets as input. */
export function contextOf({ binding, resourceType, options }: ExportRun) {
  return { binding, resourceType, options };
}

export function holderOf({ nonce, binding, resourceType }: ExportRun): Holder {
  const { workflowId, runId } = workflowInfo();
  return { nonce, workflowId, runId, accountSid: binding.accountSid, resourceType };
}

export function polledJobs({ ledger }: ExportRun): PolledJob[] {
  return ledger.jobs.map((job) => ({ ...job, openDays: openDaysOf(ledger, job) }));
}
