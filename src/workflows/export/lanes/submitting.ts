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
type WaitStep = Extract<Step, { step: 'wait' }>;
type Grant = Extract<Reserved, { kind: 'granted' }>;

/** Submit chunks, up to the limit of open jobs, until the export ends. */
export async function submittingLane(run: ExportRun): Promise<void> {
  while (!shouldStop(run)) {
    const step = plannedSubmission(run);
    if (step.step === 'submit') await reserveAndSubmit(run, step);
    else if (step.step === 'wait') await waitForClock(run, awaitedBy(run, step));
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
  const { binding } = run;
  const options = optionsFor(run, step);
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
  const reserved = await performToEndUnless(isOutOfDate, reserveDays, summarizeReservation(step), input);
  if (reserved && !isOutOfDate()) return reserved;
  if (!shouldStop(run)) await release(run, reservationNumber);
  return undefined;
}

/** Quota granted in the meantime would be lost to other exports until the UTC day ends. */
async function release(run: ExportRun, reservationNumber: number): Promise<void> {
  const { binding, options } = run;
  const reservation = { nonce: run.nonce, reservationNumber };
  const input = { binding, reservation, pollMinMs: options.pollMinMs };
  await perform(releaseDays, 'return quota', input);
}

/** A submission is never cancelled halfway: its create may have reached Twilio. */
async function submit(
  run: ExportRun,
  step: SubmitStep,
  { range, utcDay, isUnlimited }: Grant,
  reservationNumber: number,
): Promise<void> {
  const { binding, nowMs: notBeforeMs } = run;
  const options = optionsFor(run, step);
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

function awaitedBy(run: ExportRun, step: WaitStep) {
  const isOutOfDate = () => hasChanged(run, step);
  return { untilMs: step.untilMs, summary: summarizeWait(step), isOutOfDate };
}

function hasChanged(run: ExportRun, before: WaitStep): boolean {
  const step = plannedSubmission(run);
  return step.step !== 'wait' || step.untilMs < before.untilMs;
}
