import type { Reserved, ReserveDaysInput } from '../../../activities/submission/reserve-days';
import type { SubmitJobInput, SubmitResult } from '../../../activities/submission/submit-job';
import type { DayRange } from '../../../domain/days/day-range';
import { summarizeReservation, summarizeSubmission, WAITS } from '../../../domain/describe/step';
import { recordFindings, recordRefusal, recordSubmission } from '../../../domain/ledger/fold-submission';
import type { PlannedChunk, Step } from '../../../domain/plan/next-submission';
import type { ReservedChunk } from '../../../domain/quota/protocol';
import { perform, performToEndUnless, releaseDays, reserveDays, submitJob } from '../../activity-stubs';
import { until } from '../../event-loop';
import { contextOf, holderOf, type ExportRun } from '../export-run';
import { knownNowMs, plannedSubmission, shouldStop } from '../planned-steps';
import { record } from '../show-run';
import { waitForClock } from './polling';

type SubmitStep = Extract<Step, { step: 'submit' }>;
type Grant = Extract<Reserved, { kind: 'granted' }>;
type GrantedChunk = ReservedChunk & PlannedChunk & Pick<SubmitJobInput, 'sendAfterMs'>;

/** Submit chunks side by side, up to the limit of open jobs, until the export ends and no submission is in progress. */
export async function submittingLane(run: ExportRun): Promise<void> {
  while (!shouldStop(run)) {
    const step = plannedSubmission(run);
    if (step.step === 'submit') await reserveAndSubmit(run, step);
    else if (step.step === 'wait') await waitForClock(run, step.untilMs, WAITS[step.why], () => hasChanged(run, step.untilMs));
    else await until(() => shouldStop(run) || plannedSubmission(run).step !== step.step);
  }
  await until(() => run.submitting.length === 0);
  if (run.failure) throw run.failure;
}

/** Reserve quota and begin to submit; or record the wait for quota, or the days that other clients requested. */
async function reserveAndSubmit(run: ExportRun, step: SubmitStep): Promise<void> {
  const reserved = await reserve(run, step);
  if (!reserved) return;
  run.reserving = [];
  run.quotaWait = reserved.kind === 'wait' ? reserved.quotaWait : undefined;
  const found = reserved.kind === 'found' ? recordFindings(run.ledger, reserved.findings, reserved.nowMs, run.options) : run.ledger;
  record(run, found, reserved.nowMs);
  if (reserved.kind !== 'granted') return;
  const apartMs = Math.min(100, 500 / reserved.chunks.length); // in order, and all of them soon
  for (const [index, chunk] of reserved.chunks.entries()) {
    const { attempt = 1 } = step.chunks[index] ?? {};
    void submit(run, step, reserved, { ...chunk, attempt, sendAfterMs: Math.round(index * apartMs) });
  }
}

/** Undefined when the wait for quota was cancelled, since there is something else to do. */
async function reserve(run: ExportRun, step: SubmitStep): Promise<Reserved | undefined> {
  const { isScheduled, nonce } = run;
  const [first, ...others] = step.chunks;
  const numbered = ({ range }: PlannedChunk) => ({ reservationNumber: ++run.reservationCount, range });
  const chunks: ReserveDaysInput['chunks'] = [numbered(first), ...others.map(numbered)];
  run.reserving = chunks.map(({ reservationNumber }) => ({ nonce, reservationNumber }));
  const submitting = run.submitting.map(({ reservationNumber }) => reservationNumber);
  const wait = step.quotaWait && { ...step.quotaWait, knownNowMs: knownNowMs(run) };
  const input: ReserveDaysInput = { ...contextFor(run, step), chunks, submitting, isScheduled, wait };
  const isOutOfDate = () => shouldStop(run) || plannedSubmission(run).step !== 'submit';
  const reserved = await performToEndUnless(isOutOfDate, reserveDays, summarizeReservation(step), input);
  if (reserved && !isOutOfDate()) return reserved;
  if (shouldStop(run)) return undefined;
  // quota granted in the meantime would be lost to other exports until the UTC day ends
  await perform(releaseDays, 'return quota', { ...contextOf(run), reservations: run.reserving });
  return undefined;
}

/** A submission is never cancelled halfway: its create may have reached Twilio. */
async function submit(run: ExportRun, step: SubmitStep, grant: Grant, chunk: GrantedChunk): Promise<void> {
  const { utcDay, isUnlimited } = grant;
  const { range, reservationNumber, sendAfterMs } = chunk;
  const when = { sendAfterMs, utcDay, isUnlimited, wasRefused: step.wasRefused, notBeforeMs: run.nowMs };
  const input: SubmitJobInput = { ...contextFor(run, step), reservationNumber, chunk: range, ...when };
  run.submitting = [...run.submitting, chunk];
  const result = await perform(submitJob, summarizeSubmission(chunk), input).catch((error: unknown) => error as Error);
  run.submitting = run.submitting.filter((other) => other.reservationNumber !== reservationNumber);
  if (result instanceof Error) run.failure ??= result;
  else record(run, ledgerAfter(run, range, result), result.nowMs);
}

/** The part of an export that the activities of a submission get as input. */
function contextFor(run: ExportRun, { isFresh }: SubmitStep) {
  const { binding, options } = run;
  return { binding, options: isFresh ? { ...options, fresh: true } : options, holder: holderOf(run) };
}

function ledgerAfter({ ledger, options }: ExportRun, range: DayRange, result: SubmitResult) {
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
