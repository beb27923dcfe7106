import { isOnlyStuck, isSettled } from '../../domain/ledger/ledger';
import { nextDelivery, type DeliveryStep } from '../../domain/plan/next-delivery';
import { nextStep, type Step } from '../../domain/plan/next-submission';
import { cancelRequested, isRunLong } from '../event-loop';
import type { ExportRun, Plan } from './export-run';

/** What the submitting lane does next; planned once for each state of the run. */
export function plannedSubmission(run: ExportRun): Step {
  const { ledger, options, nowMs, pause, quotaWait, submitting } = run;
  run.submissionPlan = planOnce(run.submissionPlan, [ledger, options, nowMs, pause, quotaWait, submitting], () =>
    nextStep(ledger, options, nowMs, { pause, quotaWait, submitting: submitting.map(({ range }) => range) }),
  );
  return run.submissionPlan.step;
}

export function plannedDelivery(run: ExportRun): DeliveryStep {
  const { ledger, nowMs } = run;
  run.deliveryPlan = planOnce(run.deliveryPlan, [ledger, nowMs], () => nextDelivery(ledger, nowMs));
  return run.deliveryPlan.step;
}

function planOnce<S>(last: Plan<S> | undefined, from: readonly unknown[], plan: () => S): Plan<S> {
  return last?.from.every((value, index) => value === from[index]) ? last : { from, step: plan() };
}

/** Whether nothing is left to do or to wait for. */
export function hasEnded({ ledger, isScheduled }: ExportRun): boolean {
  return isSettled(ledger) || (isScheduled === true && isOnlyStuck(ledger));
}

/** Whether the lanes must stop: the export has ended, failed or is cancelled, or the history is long enough. */
export function shouldStop(run: ExportRun): boolean {
  return isCancelled() || run.failure !== undefined || hasEnded(run) || isRunLong();
}

export function isCancelled(): boolean {
  return cancelRequested() !== undefined;
}

/** Twilio's clock by the last reading and the workflow's clock, milliseconds since 1970. */
export function knownNowMs(run: ExportRun): number {
  return run.nowMs + Date.now() - run.readAtMs;
}
