import { countDays, daysOf, type DayRange } from './day-range';
import { statusOn, type JobReport } from './job-report';
import { isFinal } from './day-status';
import type { OpenJob } from './ledger';

/** An open job with the days of it that are not final in the ledger. */
export interface PolledJob extends Omit<OpenJob, 'counts'> {
  readonly openDays: readonly DayRange[];
}

/**
 * Whether reports hold enough news to be folded into the ledger now rather than with the next ones: a job ended,
 * a day needs something done, a job came into doubt or out of it or is stuck, or a tenth of the open days became final.
 */
export function isWorthTelling(
  jobs: readonly PolledJob[],
  reports: readonly JobReport[],
  stuckAfterMs: number,
): boolean {
  let openDays = 0;
  let newlyFinal = 0;
  for (const job of jobs) {
    const report = reports.find(({ jobSid }) => jobSid === job.jobSid);
    const open = job.openDays.reduce((days, range) => days + countDays(range), 0);
    openDays += open;
    if (!report) continue;

    const statuses = job.openDays.flatMap(daysOf).map((day) => statusOn(report, day));
    const final = statuses.filter((status) => status && isFinal(status));
    newlyFinal += final.length;
    const needsAction = final.some((status) => status === 'Failed' || status === 'DeletedByUserRequest');
    const isInDoubt = !report.isSeen || (report.isOver && final.length < open);
    const doubtChanged = isInDoubt !== (job.doubtSinceMs !== undefined);
    const isNewlyStuck = !job.isStuck && report.nowMs - job.changedAtMs >= stuckAfterMs;
    const newWord = report.unknownWords.some((word) => !job.unknownWords.includes(word));
    const isUrgent = final.length === open || needsAction || doubtChanged || newWord || isNewlyStuck;
    if (isUrgent || report.askAgain) return true;
  }
  return openDays > 0 && newlyFinal * 10 >= openDays;
}
