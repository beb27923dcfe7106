import { summarizePoll } from '../../../domain/describe/step';
import { recordPollStart, recordReport } from '../../../domain/ledger/fold-report';
import { performUnless, pollJobs, awaitTwilioClock } from '../../activity-stubs';
import { until, untilOrAfter } from '../../event-loop';
import { contextOf, polledJobs, type ExportRun } from '../export-run';
import { knownNowMs, plannedSubmission, shouldStop } from '../planned-steps';
import { record } from '../show-run';

/** Poll all open jobs with one activity, until the export ends. */
export async function pollingLane(run: ExportRun): Promise<void> {
  while (!shouldStop(run)) {
    await until(() => shouldStop(run) || run.ledger.jobs.length > 0);
    await batchComplete(run);
    if (!shouldStop(run)) await poll(run);
  }
}

/** One poll: until a job changes, a new job is open, or the export stops. */
async function poll(run: ExportRun): Promise<void> {
  const { options } = run;
  const jobs = polledJobs(run);
  run.ledger = recordPollStart(run.ledger);
  const input = { ...contextOf(run), jobs, knownNowMs: knownNowMs(run) };
  const result = await performUnless(() => outOfDate(run), pollJobs, summarizePoll(jobs), input);
  if (!result) return;
  run.notifies = result.notifies;
  for (const report of result.reports) record(run, recordReport(run.ledger, report, options), report.nowMs);
}

/** Resolves when a running poll does not cover all open jobs. */
async function outOfDate(run: ExportRun): Promise<void> {
  const { options } = run;
  await until(() => shouldStop(run) || run.options !== options || run.ledger.jobs.some(({ isPolled }) => !isPolled));
  await batchComplete(run);
}

/** Jobs submitted side by side share a first look; a submission that takes long is not waited for. */
async function batchComplete(run: ExportRun): Promise<void> {
  const isSubmitting = () => run.submitting.some(({ isSlow }) => !isSlow) || isAboutToSubmit(run);
  if (!isSubmitting()) return;
  await untilOrAfter(() => shouldStop(run) || !isSubmitting(), run.options.pollMinMs);
  if (isSubmitting()) run.submitting = run.submitting.map((chunk) => ({ ...chunk, isSlow: true }));
}

/** A chunk that waits for quota may wait for hours. */
function isAboutToSubmit(run: ExportRun): boolean {
  const step = plannedSubmission(run);
  return step.step === 'submit' && step.quotaWait === undefined;
}

/** Wait until an instant of Twilio's clock, milliseconds since 1970; `isOutOfDate` ends the wait early. */
export async function waitForClock(run: ExportRun, untilMs: number, summary: string, isOutOfDate: () => boolean): Promise<void> {
  const input = { ...contextOf(run), untilMs, knownNowMs: knownNowMs(run) };
  const read = await performUnless(() => until(() => shouldStop(run) || isOutOfDate()), awaitTwilioClock, summary, input);
  if (read) record(run, run.ledger, read.nowMs);
}
