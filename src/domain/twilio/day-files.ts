import { dayOf, daysOf, type Day, type DayRange } from '../days/day-range';
import { statusOn, statusRanges, type JobReport } from './job-report';
import type { DayStatus } from './day-status';
import type { DayFile } from './job-snapshot';

/** What the day list is asked about: a job's range, and when it was submitted (ms, Twilio's clock). */
export interface AskedJob {
  readonly range: DayRange;
  readonly submittedAtMs: number;
}

/**
 * Complete the report on a job that is over although it does not name all its days, from the day list.
 *
 * Unnamed days with a file made since the submission are exported. The rest get a status only when a single one is
 * left for them. Undefined while there is doubt: the list holds fewer files than days are completed, more than can be
 * of this job, or, while it may still be `isBehind`, any number that leaves open which of the empty days have files.
 */
export function nameByFiles(
  report: JobReport,
  job: AskedJob,
  files: readonly DayFile[],
  isBehind: boolean,
): JobReport | undefined {
  const { withFile, withoutFile } = unnamedDays(report, job, files);
  const emptyDays = unnamedCount(report, job, 'CompletedEmptyRecords');
  const emptyDaysWithFile = withFile.length - unnamedCount(report, job, 'Completed');
  if (emptyDaysWithFile < 0 || emptyDaysWithFile > emptyDays) return undefined;
  if (emptyDaysWithFile < emptyDays && isBehind) return undefined;

  const left = report.counts
    .map(({ status }) => status)
    .filter((status) => status !== 'Completed' && unnamedCount(report, job, status) > 0)
    .filter((status) => status !== 'CompletedEmptyRecords' || emptyDaysWithFile < emptyDays);
  if (withoutFile.length > 0 && left.length !== 1) return undefined;
  return {
    ...report,
    statuses: [...report.statuses, ...statusRanges('Completed', withFile), ...statusRanges(left[0], withoutFile)],
  };
}

/**
 * The last word on a job whose days will not be told: those with a file are exported, unless there are more files than
 * the job can have made, and the others are asked for again.
 */
export function settleByFiles(
  report: JobReport,
  job: AskedJob,
  files: readonly DayFile[],
  askAgain: 'vanished' | 'unnamed',
): JobReport {
  const { withFile } = unnamedDays(report, job, files);
  const most = unnamedCount(report, job, 'Completed') + unnamedCount(report, job, 'CompletedEmptyRecords');
  const exported = report.isSeen && withFile.length > most ? [] : withFile;
  return { ...report, statuses: [...report.statuses, ...statusRanges('Completed', exported)], askAgain };
}

/** The list tells only the UTC day on which a file was made; that day counts as since the submission. */
function unnamedDays(
  report: JobReport,
  { range, submittedAtMs }: AskedJob,
  files: readonly DayFile[],
): { readonly withFile: Day[]; readonly withoutFile: Day[] } {
  const submittedOn = dayOf(submittedAtMs);
  const made = files.filter(({ createdOn }) => createdOn && createdOn >= submittedOn).map(({ day }) => day);
  const unnamed = daysOf(range).filter((day) => !statusOn(report, day));
  return {
    withFile: unnamed.filter((day) => made.includes(day)),
    withoutFile: unnamed.filter((day) => !made.includes(day)),
  };
}

/** How many days of a status the report counts without naming them. */
function unnamedCount(report: JobReport, { range }: AskedJob, status: DayStatus): number {
  const counted = report.counts.find((entry) => entry.status === status)?.count ?? 0;
  const named = daysOf(range).filter((day) => statusOn(report, day) === status);
  return counted - named.length;
}
