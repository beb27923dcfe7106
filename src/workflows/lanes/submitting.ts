import { CancellationScope, condition } from '@temporalio/workflow';
import type { DayRange } from '../../domain/day-range';
import { recordSubmission } from '../../domain/ledger';
import type { Step } from '../../domain/plan';
import { describeStep } from '../../domain/step-sentence';
import { friendlyNameOf } from '../../names';
import { awaitTwilioClock, submitJob } from '../activity-stubs';
import { isOver, knownNowMs, record, stepOf, type ExportRun } from '../export-run';

/** Submit chunk after chunk, as many as may be open, until the export is over. */
export async function submittingLane(run: ExportRun): Promise<void> {
  while (!isOver(run)) {
    const step = stepOf(run);
    if (step.step === 'submit') await submit(run, step);
    else if (step.step === 'wait') await waitForClock(run, step);
    else await condition(() => isOver(run) || stepOf(run).step !== step.step);
  }
}

/** A create may have reached Twilio even when nobody waits for its answer, so a submission is always seen through. */
async function submit(run: ExportRun, step: Extract<Step, { step: 'submit' }>): Promise<void> {
  run.isSubmitting = true;
  const submission = await CancellationScope.nonCancellable(() =>
    submitJob.executeWithOptions({ summary: describeStep(step) }, [
      submissionOf(run, step.chunk, step.attempt),
    ]),
  );
  run.isSubmitting = false;
  record(run, recordSubmission(run.ledger, submission), submission.nowMs);
}

async function waitForClock(run: ExportRun, step: Extract<Step, { step: 'wait' }>): Promise<void> {
  const { binding, resourceType, options } = run;
  const { pollMinMs, pollMaxMs } = options;
  const { untilMs } = step;
  const input = { binding, resourceType, untilMs, knownNowMs: knownNowMs(run), pollMinMs, pollMaxMs };
  await CancellationScope.cancellable(async () => {
    const time = awaitTwilioClock.executeWithOptions({ summary: describeStep(step) }, [input]);
    const read = await Promise.race([time, condition(() => isOver(run) || hasChanged(run, step))]);
    if (read) record(run, run.ledger, read.nowMs);
    CancellationScope.current().cancel();
    await time.catch(() => undefined);
  });
}

function hasChanged(run: ExportRun, before: Extract<Step, { step: 'wait' }>): boolean {
  const step = stepOf(run);
  return step.step !== 'wait' || step.untilMs < before.untilMs;
}

function submissionOf(run: ExportRun, chunk: DayRange, attempt: number) {
  const { binding, resourceType, options } = run;
  const { ambiguityWaitMs, pollMinMs, pollMaxMs } = options;
  const friendlyName = friendlyNameOf(run.nonce, chunk, attempt);
  const notBeforeMs = run.nowMs;
  return { binding, resourceType, chunk, friendlyName, notBeforeMs, ambiguityWaitMs, pollMinMs, pollMaxMs };
}
