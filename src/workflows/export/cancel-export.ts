import { log, upsertMemo } from '@temporalio/workflow';
import type { CancelledJobs } from '../../activities/submission/cancel-jobs';
import { describeCancellation, type CancellingStep } from '../../domain/describe/cancellation';
import type { JobReport } from '../../domain/twilio/job-report';
import { recordCancellation } from '../../domain/ledger/fold-operator';
import { recordReport } from '../../domain/ledger/fold-report';
import type { PolledJob } from '../../domain/plan/poll-changes';
import { cancelJobs, perform } from '../activity-stubs';
import { cancelReason } from '../cancel-reason';
import { untilOrAfter } from '../event-loop';
import { contextOf, polledJobs, type ExportRun } from './export-run';
import { deliver } from './lanes/delivering';
import { plannedDelivery } from './planned-steps';
import { record, updateCurrentDetails } from './show-run';

/** End a cancelled export: wait for the submissions in progress, delete its own jobs at Twilio, and record the result. */
export async function cancelExport(run: ExportRun, lanes: readonly Promise<void>[]): Promise<void> {
  showCancelling(run, run.submitting.length > 0 ? 'submissions' : 'downloads');
  let haveStopped = false;
  void Promise.allSettled(lanes).then(() => (haveStopped = true));
  await untilOrAfter(() => haveStopped, run.options.cancelWithinMs);

  showCancelling(run, 'jobs');
  const handled = new Set<string>();
  const ends: CancelledJobs[] = [];
  do {
    const jobs = ownJobs(run).filter(({ jobSid }) => !handled.has(jobSid));
    for (const { jobSid } of jobs) handled.add(jobSid);
    ends.push(await perform(cancelJobs, 'delete open jobs', { ...contextOf(run), jobs, reservations: run.reserving }));
  } while (ownJobs(run).some(({ jobSid }) => !handled.has(jobSid))); // a submission may have ended meanwhile
  for (const report of ends.flatMap(({ reports }) => reports)) {
    record(run, recordReport(run.ledger, outcomesOf(report), run.options), report.nowMs);
  }
  if (run.options.archive !== undefined) await downloadFinished(run, run.options.archive);
  recordCancellationResult(run, ends);
}

/** The files of finished days cost quota: they are downloaded before the export ends, as far as time allows. */
async function downloadFinished(run: ExportRun, archive: string): Promise<void> {
  let isLate = false;
  const isOver = () => isLate || plannedDelivery(run).step !== 'deliver';
  if (isOver()) return;
  showCancelling(run, 'files');
  void untilOrAfter(isOver, run.options.cancelWithinMs).then(() => (isLate = true));
  for (let step = plannedDelivery(run); !isOver() && step.step === 'deliver'; step = plannedDelivery(run)) {
    await deliver(run, archive, step, () => isLate);
  }
}

function showCancelling(run: ExportRun, step: CancellingStep): void {
  run.cancelling = step;
  updateCurrentDetails(run);
}

function ownJobs(run: ExportRun): PolledJob[] {
  return polledJobs(run).filter(({ isAdopted }) => !isAdopted);
}

function recordCancellationResult(run: ExportRun, ends: readonly CancelledJobs[]): void {
  const remaining = ends.flatMap((end) => end.remaining);
  const cancellation = {
    reason: cancelReason(),
    jobsOver: ends.reduce((sum, { over }) => sum + over.length, 0),
    jobsLeft: run.ledger.jobs.length - ownJobs(run).length,
    jobsRemaining: remaining,
    unclear: run.submitting.length > 0 ? run.submitting.map(({ range }) => range) : undefined,
    requestedDays: run.ledger.requestedDays,
  };
  run.cancellation = cancellation;
  run.cancelling = undefined;
  const stillRunning = remaining.map(({ jobSid }) => jobSid);
  record(run, recordCancellation(run.ledger, stillRunning), run.nowMs);
  upsertMemo({ cancellation });
  log.info(`Export ended. ${describeCancellation(cancellation)}`);
}

/** Days that were exported or empty before the deletion stay so; all others become missing. */
function outcomesOf(report: JobReport): JobReport {
  const statuses = report.statuses.filter(({ status }) => status === 'Completed' || status === 'CompletedEmptyRecords');
  return { ...report, statuses, askAgain: undefined };
}
