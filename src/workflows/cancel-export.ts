import { condition, upsertMemo } from '@temporalio/workflow';
import type { CancelledJobs } from '../activities/cancel-jobs';
import type { JobReport } from '../domain/job-report';
import { recordCancellation } from '../domain/fold-intervention';
import { recordReport } from '../domain/fold-report';
import { cancelJobs } from './activity-stubs';
import { holderOf, record, type ExportRun } from './export-run';

/**
 * End an export that was cancelled: see the submission that is on its way through, delete our own unfinished jobs at
 * Twilio, and leave an accounting. `lanes` are the lanes, which stop by themselves.
 */
export async function cancelExport(run: ExportRun, lanes: readonly Promise<void>[]): Promise<void> {
  run.isCancelling = true;
  let haveStopped = false;
  void Promise.allSettled(lanes).then(() => (haveStopped = true));
  await condition(() => haveStopped, run.options.cancelWithinMs);

  const { binding, resourceType, options, ledger } = run;
  const own = ledger.jobs.filter(({ isAdopted }) => !isAdopted);
  const cancelled = await cancelJobs.executeWithOptions({ summary: 'delete unfinished jobs at Twilio' }, [
    {
      binding,
      resourceType,
      jobs: own.map(({ jobSid, range }) => ({ jobSid, range })),
      reservation: run.submitting ? undefined : { nonce: holderOf(run).nonce, turn: run.turns },
      cancelWithinMs: options.cancelWithinMs,
      pollMinMs: options.pollMinMs,
    },
  ]);
  account(run, cancelled, ledger.jobs.length - own.length);
}

function account(run: ExportRun, { reports, over, remaining }: CancelledJobs, jobsLeft: number): void {
  const { options, requestedDays } = { ...run, ...run.ledger };
  const reported = reports.reduce(
    (ledger, report) => recordReport(ledger, outcomesOf(report), options),
    run.ledger,
  );
  const cancellation = {
    jobsOver: over.length,
    jobsLeft,
    jobsRemaining: remaining,
    unclear: run.submitting,
    requestedDays,
  };
  run.cancellation = cancellation;
  record(
    run,
    recordCancellation(
      reported,
      remaining.map(({ jobSid }) => jobSid),
    ),
    run.nowMs,
  );
  upsertMemo({ cancellation });
}

/** What was exported or empty before the deletion stays so; everything else is given up. */
function outcomesOf(report: JobReport): JobReport {
  const outcomes = report.statuses.filter(
    ({ status }) => status === 'Completed' || status === 'CompletedEmptyRecords',
  );
  return { ...report, statuses: outcomes };
}
