import { daysOf, sumDays, type DayRange } from '../days/day-range';
import { hasMoved } from '../ledger/fold-report';
import type { OpenJob } from '../ledger/ledger';
import { statusOn, type JobReport } from '../twilio/job-report';
import { isFinal } from '../twilio/job-snapshot';

/** An open job with the days of it that are not final in the ledger. */
export interface PolledJob extends OpenJob {
  readonly openDays: readonly DayRange[];
}

const OLD_CHANGE_MS = 3_600_000; // final days are reported after this time at the latest, since their files expire

/**
 * Whether reports change enough to be recorded now: a job ended, a day needs an action, a job became unclear, clear or stuck, a
 * tenth of the open days became final, or a job changed that was not reported for an hour.
 */
export function hasReportableChange(jobs: readonly PolledJob[], reports: readonly JobReport[], stuckAfterMs: number): boolean {
  let openDays = 0;
  let newlyFinal = 0;
  for (const job of jobs) {
    const report = reports.find(({ jobSid }) => jobSid === job.jobSid);
    const open = sumDays(job.openDays);
    openDays += open;
    if (!report) continue;

    const statuses = job.openDays.flatMap(daysOf).map((day) => statusOn(report, day));
    const final = statuses.filter((status) => status && isFinal(status));
    newlyFinal += final.length;
    const needsAction = final.some((status) => status === 'Failed' || status === 'DeletedByUserRequest');
    const isUnclear = !report.isSeen || (report.isFinished && final.length < open);
    const clarityChanged = isUnclear !== (job.unclearSinceMs !== undefined);
    const isNewlyStuck = !job.isStuck && report.nowMs - job.changedAtMs >= stuckAfterMs;
    const isOldChange = report.isSeen && hasMoved(job, report) && report.nowMs - job.changedAtMs >= OLD_CHANGE_MS;
    const newWord = report.unknownWords.some((word) => !job.unknownWords.includes(word));
    const isUrgent = final.length === open || needsAction || clarityChanged || newWord || isNewlyStuck || isOldChange;
    if (isUrgent || report.askAgain) return true;
  }
  return openDays > 0 && newlyFinal * 10 >= openDays;
}
