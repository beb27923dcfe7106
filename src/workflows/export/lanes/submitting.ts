import type { Reserved } from '../../../activities/submission/reserve-days';
import type { SubmitResult } from '../../../activities/submission/submit-job';
import { summarizeReservation, summarizeSubmission, summarizeWait } from '../../../domain/describe/step';
import { recordFindings, recordRefusal, recordSubmission } from '../../../domain/ledger/fold-submission';
import type { Step } from '../../../domain/plan/next-submission';
import { perform, performToEndUnless, releaseDays, reserveDays, submitJob } from '../../activity-stubs';
import { until } from '../../event-loop';
import { holderOf, type ExportRun } from '../export-run';
import { knownNowMs, plannedSubmission, shouldStop } from '../planned-steps';
import { record } from '../show-run';
import { waitForClock } from './wait-for-clock';

type SubmitStep = Extract<Step, { step: 'submit' }>;
type Grant = Extract<Reserved, { kind: 'granted' }>;

/** Submit chunks, up to the limit of open jobs, until the export ends. */
export async function submittingLane(run: ExportRun): Promise<void> {
  while (!shouldStop(run)) {
    const step = plannedSubmission(run);
    if (step.step === 'submit') await reserveAndSubmit(run, step);
    else if (step.step === 'wait') await waitForClock(run, step.untilMs, summarizeWait(step), () => hasChanged(run, step.untilMs));
    else await until(() => shouldStop(run) || plannedSubmission(run).step !== step.step);
  }
}

/** Reserve quota and submit; or record the wait for quota, or the days that other clients requested. */
async function reserveAndSubmit(run: ExportRun, step: SubmitStep): Promise<void> {
  const reservationNumber = ++run.reservationCount;
  const reserved = await reserve(run, step, reservationNumber);
  if (!reserved) return;
  run.quotaWait = reserved.kind === 'wait' ? reserved.quotaWait : undefined;
  const found = reserved.kind === 'found' ? recordFindings(run.ledger, reserved.findings, reserved.nowMs, run.options) : run.ledger;
  record(run, found, reserved.nowMs);
  if (reserved.kind === 'granted') await submit(run, step, reserved, reservationNumber);
}

/** Undefined when the wait for quota was cancelled, since there is something else to do. */
async function reserve(run: ExportRun, step: SubmitStep, reservationNumber: number): Promise<Reserved | undefined> {
  const { binding, isScheduled } = run;
  const input = {
    binding,
    holder: holderOf(run),
    reservationNumber,
    chunk: step.chunk,
    submission: step.submission,
    options: optionsFor(run, step),
    isScheduled,
    wait: step.quotaWait && { ...step.quotaWait, knownNowMs: knownNowMs(run) },
  };
  const isOutOfDate = () => shouldStop(run) || plannedSubmission(run).step !== 'submit';
  const reserved = await performToEndUnless(isOutOfDate, reserveDays, summarizeReservation(step), input);
  if (reserved && !isOutOfDate()) return reserved;
  if (shouldStop(run)) return undefined;
  // quota granted in the meantime would be lost to other exports until the UTC day ends
  const reservation = { nonce: run.nonce, reservationNumber };
  await perform(releaseDays, 'return quota', { binding, reservation, pollMinMs: run.options.pollMinMs });
  return undefined;
}

/** A submission is never cancelled halfway: its create may have reached Twilio. */
async function submit(run: ExportRun, step: SubmitStep, grant: Grant, reservationNumber: number): Promise<void> {
  const { range, utcDay, isUnlimited } = grant;
  const input = {
    binding: run.binding,
    holder: holderOf(run),
    reservationNumber,
    chunk: range,
    utcDay,
    isUnlimited,
    submission: step.submission,
    wasRefused: step.wasRefused,
    notBeforeMs: run.nowMs,
    options: optionsFor(run, step),
  };
  run.submitting = range;
  const result = await perform(submitJob, summarizeSubmission(step, range), input);
  run.submitting = undefined;
  record(run, ledgerAfter(run, range, result), result.nowMs);
}

function optionsFor({ options }: ExportRun, { isFresh }: SubmitStep): ExportRun['options'] {
  return isFresh ? { ...options, fresh: true } : options;
}

function ledgerAfter({ ledger, options }: ExportRun, range: Grant['range'], result: SubmitResult) {
  switch (result.kind) {
    case 'submitted':
      return recordSubmission(ledger, result.submission);
    case 'found':
      return recordFindings(ledger, result.findings, result.nowMs, options);
    case 'refused':
      return recordRefusal(ledger, { range, message: result.message, atMs: result.nowMs });
    case 'late':
      return ledger;
  }
}

/** Whether there is something else to do, or an earlier instant to wait for. */
function hasChanged(run: ExportRun, untilMs: number): boolean {
  const step = plannedSubmission(run);
  return step.step !== 'wait' || step.untilMs < untilMs;
}
