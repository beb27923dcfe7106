import type { Reserved } from '../../../activities/submission/reserve-days';
import type { SubmitResult } from '../../../activities/submission/submit-job';
import { describeStep, describeSubmission } from '../../../domain/describe/step';
import { recordFindings, recordRefusal, recordSubmission } from '../../../domain/ledger/fold-submission';
import type { Step } from '../../../domain/plan/next-submission';
import { perform, performToEndUnless, releaseDays, reserveDays, submitJob } from '../../activity-stubs';
import { until } from '../../event-loop';
import { holderOf, type ExportRun } from '../export-run';
import { knownNowMs, plannedSubmission, shouldStop } from '../planned-steps';
import { record } from '../show-run';
import { waitForClock } from './wait-for-clock';

type SubmitStep = Extract<Step, { step: 'submit' }>;
type WaitStep = Extract<Step, { step: 'wait' }>;
type Grant = Extract<Reserved, { kind: 'granted' }>;

/** Submit chunk after chunk, as many as may be open, until the export is over. */
export async function submittingLane(run: ExportRun): Promise<void> {
  while (!shouldStop(run)) {
    const step = plannedSubmission(run);
    if (step.step === 'submit') await reserveAndSubmit(run, step);
    else if (step.step === 'wait') await waitForClock(run, awaitedBy(run, step));
    else await until(() => shouldStop(run) || plannedSubmission(run).step !== step.step);
  }
}

/** Reserve days of the quota, or learn that there is a wait, or that others have asked for them; then submit. */
async function reserveAndSubmit(run: ExportRun, step: SubmitStep): Promise<void> {
  const reservationNumber = ++run.reservationCount;
  const reserved = await reserve(run, step, reservationNumber);
  if (!reserved) return;
  run.quotaWait = reserved.kind === 'wait' ? reserved.quotaWait : undefined;
  const found =
    reserved.kind === 'found'
      ? recordFindings(run.ledger, reserved.findings, reserved.nowMs, run.options)
      : run.ledger;
  record(run, found, reserved.nowMs);
  if (reserved.kind === 'granted') await submit(run, step, reserved, reservationNumber);
}

/** Undefined when the wait for quota was broken off: there is something else to do. */
async function reserve(
  run: ExportRun,
  step: SubmitStep,
  reservationNumber: number,
): Promise<Reserved | undefined> {
  const { binding, options } = run;
  const wait = step.quotaWait && { ...step.quotaWait, knownNowMs: knownNowMs(run) };
  const input = {
    binding,
    holder: holderOf(run),
    reservationNumber,
    chunk: step.chunk,
    submission: step.submission,
    options,
    isScheduled: run.isScheduled,
    wait,
  };
  const isOutOfDate = () => shouldStop(run) || plannedSubmission(run).step !== 'submit';
  const reserved = await performToEndUnless(isOutOfDate, reserveDays, describeStep(step), input);
  if (reserved && !isOutOfDate()) return reserved;
  if (!shouldStop(run)) await release(run, reservationNumber);
  return undefined;
}

/** What was granted meanwhile would be kept from others until the UTC day is over. */
async function release(run: ExportRun, reservationNumber: number): Promise<void> {
  const { binding, options } = run;
  const reservation = { nonce: run.nonce, reservationNumber };
  const input = { binding, reservation, pollMinMs: options.pollMinMs };
  await perform(releaseDays, 'give back what was reserved', input);
}

/** A create may have reached Twilio even when nobody waits for its answer, so a submission is always seen through. */
async function submit(
  run: ExportRun,
  step: SubmitStep,
  { range, utcDay, isUnlimited }: Grant,
  reservationNumber: number,
): Promise<void> {
  const { binding, options, nowMs: notBeforeMs } = run;
  const { submission, wasRefused } = step;
  const input = {
    binding,
    holder: holderOf(run),
    reservationNumber,
    chunk: range,
    utcDay,
    isUnlimited,
    submission,
    wasRefused,
    notBeforeMs,
    options,
  };
  run.submitting = range;
  const result = await perform(submitJob, describeSubmission(step, range), input);
  run.submitting = undefined;
  record(run, ledgerAfter(run, range, result), result.nowMs);
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

function awaitedBy(run: ExportRun, step: WaitStep) {
  const isOutOfDate = () => hasChanged(run, step);
  return { untilMs: step.untilMs, summary: describeStep(step), isOutOfDate };
}

function hasChanged(run: ExportRun, before: WaitStep): boolean {
  const step = plannedSubmission(run);
  return step.step !== 'wait' || step.untilMs < before.untilMs;
}
