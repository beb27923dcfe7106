import { workflowInfo } from '@temporalio/workflow';
import type { Binding } from '../../activities/attempt/binding';
import type { Cancellation } from '../../domain/describe/cancellation';
import type { DayRange } from '../../domain/days/day-range';
import type { ExportOptions } from '../../domain/request/export-options';
import type { Labels } from '../../domain/describe/labels';
import {
  openDaysOf,
  packLedger,
  unpackLedger,
  type Ledger,
  type PackedLedger,
} from '../../domain/ledger/ledger';
import type { Holder } from '../../domain/quota/lease';
import type { Constraints, Pause, QuotaWait, Step } from '../../domain/plan/next-submission';
import type { DeliveryStep } from '../../domain/plan/next-delivery';
import type { PolledJob } from '../../domain/plan/poll-changes';
import type { ResourceType } from '../../domain/twilio/resource-type';

/** What every activity of an export is told. */
export interface ExportIdentity {
  readonly resourceType: ResourceType;
  readonly binding: Binding;
  /** Drawn once per export; part of the name of each of its jobs. */
  readonly nonce: string;
  /** The days of the requested range that were not exportable at the start and are left out. */
  readonly notYetExportable?: DayRange | undefined;
  /** Days before the first that no run of its schedule looked at. */
  readonly uncovered?: DayRange | undefined;
  /** Set when a schedule started it: it does not wait for stuck jobs, since the next run would not begin. */
  readonly isScheduled?: true | undefined;
  /** Set when the namespace knows the search attributes of exports. */
  readonly isSearchable?: true | undefined;
}

/** What may change while an export runs, and is carried as it is. */
interface RunState {
  options: ExportOptions;
  pause?: Pause | undefined;
  /** How many reservations of quota were asked for; each has its number. */
  reservationCount: number;
  /** The latest resubmissions that operators asked for, by id, and how many days each made planned again. */
  resubmissions: readonly { readonly id: string; readonly days: number }[];
}

/** What one run hands to the next at continue-as-new. */
export interface CarriedExport extends ExportIdentity, Readonly<RunState> {
  readonly ledger: PackedLedger;
  readonly nowMs: number;
}

/** The state of one run: lanes and updates replace its values and never change them in place. */
export interface ExportRun extends ExportIdentity, RunState {
  ledger: Ledger;
  /** Twilio's clock when it was last read, milliseconds since 1970; it never goes back. */
  nowMs: number;
  /** The workflow's clock at that moment. */
  readAtMs: number;
  /** The chunk that is being submitted. */
  submitting?: DayRange | undefined;
  /** Why the next chunk cannot be submitted yet. */
  quotaWait?: QuotaWait | undefined;
  cancellation?: Cancellation;
  /** By what the list of workflows finds it. */
  labels?: Labels;
  /** The step planned last, and for which state. */
  deliveryPlan?: Pick<ExportRun, 'ledger' | 'nowMs'> & { readonly step: DeliveryStep };
  submissionPlan?: Constraints & Pick<ExportRun, 'ledger' | 'nowMs' | 'options'> & { readonly step: Step };
}

/** Begin a run of an export that has not been asked for anything yet. */
export function startRun(
  identity: ExportIdentity,
  options: ExportOptions,
  ledger: Ledger,
  nowMs: number,
): ExportRun {
  return begin({ ...identity, options, reservationCount: 0, resubmissions: [] }, ledger, nowMs);
}

/** Go on where the run before this one stopped. */
export function resumeRun({ ledger, nowMs, ...rest }: CarriedExport): ExportRun {
  return begin(rest, unpackLedger(ledger), nowMs);
}

/** What the next run is to know. */
export function carry(run: ExportRun): CarriedExport {
  const { resourceType, binding, nonce, notYetExportable, uncovered, isScheduled, isSearchable } = run;
  const marks = { notYetExportable, uncovered, isScheduled, isSearchable };
  const identity = { resourceType, binding, nonce, ...marks };
  const { options, pause, reservationCount, resubmissions, nowMs } = run;
  return {
    ...identity,
    options,
    pause,
    reservationCount,
    resubmissions,
    ledger: packLedger(run.ledger),
    nowMs,
  };
}

/** As whom the export reserves days. */
export function holderOf({ nonce, binding, resourceType }: ExportRun): Holder {
  return { nonce, workflowId: workflowInfo().workflowId, accountSid: binding.accountSid, resourceType };
}

export function polledJobs({ ledger }: ExportRun): PolledJob[] {
  return ledger.jobs.map((job) => ({ ...job, openDays: openDaysOf(ledger, job) }));
}

function begin(beginning: ExportIdentity & RunState, ledger: Ledger, nowMs: number): ExportRun {
  return { ...beginning, ledger, nowMs, readAtMs: Date.now() };
}
