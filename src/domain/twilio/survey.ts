import { addDays, dayOf, daysOf, overlap, rangesOf, type Day, type DayRange } from '../days/day-range';
import { readReport, statusOn } from './job-report';
import { FILE_LIFE_DAYS, madeFrom } from './limits';
import type { DayFile, JobSnapshot } from './job-snapshot';

/** What is at Twilio already of some wanted days, so that they need not be asked for. */
export interface Findings {
  /** Days whose file is there, and young enough to be fetched. */
  readonly exported: readonly DayRange[];
  /** Days that a finished job found to be without records. */
  readonly empty: readonly DayRange[];
  readonly jobs: readonly FoundJob[];
}

/** A job, whoever made it, in which wanted days are under way. */
export interface FoundJob {
  readonly jobSid: string;
  readonly range: DayRange;
  /** The wanted days that are under way in it, and in none of the jobs found before it. */
  readonly days: readonly DayRange[];
  readonly queuePosition?: number | undefined;
  readonly estimatedEndMs?: number | undefined;
}

/** What a job list tells of wanted days. */
export interface JobSurvey extends Pick<Findings, 'empty' | 'jobs'> {
  /** Whether a job of others claims to have exported wanted days: then the day list tells which of their files are there. */
  readonly hasClaims: boolean;
}

/**
 * Look through a job list for wanted days. A day in doubt counts as under way while its job is not over. A day that
 * failed, was deleted, or is marked for deletion is no reason not to ask for it. What an export's own finished jobs
 * claim is in its ledger.
 */
export function surveyJobs(
  jobs: readonly JobSnapshot[],
  requested: readonly DayRange[],
  nowMs: number,
  isOwn: (job: JobSnapshot) => boolean = () => false,
): JobSurvey {
  const left = new Set(requested.flatMap(daysOf));
  const empty: Day[] = [];
  const found: FoundJob[] = [];
  let hasClaims = false;
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

/** The days of which the day list has files, and none that stays until this UTC day is over. */
export function expiringDays(files: readonly DayFile[], days: readonly DayRange[], nowMs: number): readonly DayRange[] {
  const live = new Set(surveyFiles(files, days, nowMs).flatMap(daysOf));
  const listed = new Set(files.map(({ day }) => day));
  return rangesOf(days.flatMap(daysOf).filter((day) => listed.has(day) && !live.has(day)));
}

/** The wanted days whose file is there and stays until this UTC day is over, if it was made late enough. */
export function surveyFiles(
  files: readonly DayFile[],
  requested: readonly DayRange[],
  nowMs: number,
  lookback = 0,
): readonly DayRange[] {
  const days = new Set(requested.flatMap(daysOf));
  const madeAfter = addDays(dayOf(nowMs), -FILE_LIFE_DAYS);
  const live = files.filter(
    ({ day, createdOn }) =>
      days.has(day) && createdOn !== undefined && createdOn > madeAfter && createdOn >= madeFrom(day, nowMs, lookback),
  );
  return rangesOf(live.map(({ day }) => day));
}
