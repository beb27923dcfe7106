import { addDays, dayOf, daysOf, overlap, rangesOf, type Day, type DayRange } from '../days/day-range';
import { readReport, statusOn } from './job-report';
import { FILE_LIFE_DAYS, madeFrom } from './limits';
import type { DayFile, JobSnapshot } from './job-snapshot';

/** Requested days that are already at Twilio. */
export interface Findings {
  readonly exported: readonly DayRange[];
  /** Days without records, by a finished job. */
  readonly empty: readonly DayRange[];
  readonly jobs: readonly FoundJob[];
}

/** A job of any client that is exporting requested days. */
export interface FoundJob extends Pick<JobSnapshot, 'jobSid' | 'queuePosition' | 'estimatedEndMs'> {
  readonly range: DayRange;
  /** The requested days that it exports, and no job before it. */
  readonly days: readonly DayRange[];
}

/**
 * Find requested days in a job list. An uncertain day counts as running until its job ends. A day that failed, was deleted or is
 * being deleted is not found. The days of an export's own finished jobs are in its ledger.
 */
export function surveyJobs(
  jobs: readonly JobSnapshot[],
  requested: readonly DayRange[],
  nowMs: number,
  isOwn: (job: JobSnapshot) => boolean = () => false,
) {
  const left = new Set(requested.flatMap(daysOf));
  const empty: Day[] = [];
  const found: FoundJob[] = [];
  let hasClaims = false; // whether a job of another client has exported requested days: the day list shows which files exist
  for (const job of jobs) {
    const { jobSid, range, queuePosition, estimatedEndMs } = job;
    if (!range || !requested.some((other) => overlap(range, other))) continue;
    const report = readReport(job, range, nowMs);
    const underWay: Day[] = [];
    for (const day of daysOf(range).filter((candidate) => left.has(candidate))) {
      const status = statusOn(report, day) ?? (report.isFinished ? 'Completed' : 'Running');
      if (status === 'Completed' && !isOwn(job)) hasClaims = true;
      if (status === 'CompletedEmptyRecords') empty.push(day);
      if (status === 'Submitted' || status === 'Running' || status === 'ErrorDuringRun') underWay.push(day);
    }
    for (const day of underWay) left.delete(day);
    if (underWay.length > 0) found.push({ jobSid, range, days: rangesOf(underWay), queuePosition, estimatedEndMs });
  }
  return { empty: rangesOf(empty), jobs: found, hasClaims };
}

/** The days whose files all expire on this UTC day. */
export function expiringDays(files: readonly DayFile[], days: readonly DayRange[], nowMs: number): readonly DayRange[] {
  const live = new Set(surveyFiles(files, days, nowMs).flatMap(daysOf));
  const listed = new Set(files.map(({ day }) => day));
  return rangesOf(days.flatMap(daysOf).filter((day) => listed.has(day) && !live.has(day)));
}

/** The requested days with a file that does not expire on this UTC day and was made late enough. */
export function surveyFiles(files: readonly DayFile[], requested: readonly DayRange[], nowMs: number, lookback = 0) {
  const days = new Set(requested.flatMap(daysOf));
  const madeAfter = addDays(dayOf(nowMs), -FILE_LIFE_DAYS);
  const recent = files.filter(({ createdOn = '' }) => createdOn > madeAfter);
  const live = recent.filter(({ day, createdOn = '' }) => days.has(day) && createdOn >= madeFrom(day, nowMs, lookback));
  return rangesOf(live.map(({ day }) => day));
}
