import type { Step } from '../plan/next-submission';
import type { ResourceType } from '../twilio/resource-type';
import { countSettled, type Progress } from './progress';

/** What an export does now. */
export type Phase =
  | 'exporting'
  /** No job is open: the export waits for an instant, or for quota. */
  | 'waiting'
  /** All days are exported; downloads continue. */
  | 'delivering'
  | 'paused'
  | 'stuck'
  | 'finished'
  | 'cancelled';

/** The search attributes of an export. */
export type Labels = Readonly<ReturnType<typeof labelsOf>>;

/** The search attributes for the current state of an export. */
export function labelsOf(resourceType: ResourceType, progress: Progress, step: Step) {
  const { total: days, missing: missingDays } = progress.days;
  return { resourceType, phase: phaseOf(progress, step), days, finalDays: countSettled(progress), missingDays };
}

/** What an export does now, by its progress and its next step. */
export function phaseOf(progress: Progress, step: Step): Phase {
  const { days, jobs, cancellation, delivery } = progress;
  if (cancellation) return 'cancelled';
  if (countSettled(progress) === days.total) return 'finished';
  if (step.step === 'pause') return 'paused';
  if (jobs.some(({ isStuck }) => isStuck)) return 'stuck';
  if (days.submitted > 0) return 'exporting';
  if (days.planned === 0 && (delivery?.waitingDays ?? 0) > 0) return 'delivering';
  return step.step === 'wait' || (step.step === 'submit' && step.quotaWait !== undefined) ? 'waiting' : 'exporting';
}

/** Whether the labels changed enough to be updated: each update adds events to the history, so a tenth of the days counts. */
export function labelsChanged(before: Labels | undefined, { phase, days, finalDays, missingDays }: Labels): boolean {
  if (before?.phase !== phase || before.missingDays !== missingDays) return true;
  return Math.floor((before.finalDays * 10) / days) !== Math.floor((finalDays * 10) / days);
}
