import { dayOf, daysOf, type DayRange } from '../days/day-range';
import { statusOn, statusRanges, type JobReport } from './job-report';
import type { DayFile, DayStatus } from './job-snapshot';

/** A job whose days are looked up in the day list; milliseconds since 1970, Twilio's clock. */
export interface AskedJob {
  readonly range: DayRange;
  readonly submittedAtMs: number;
}

/**
 * Complete the report on a job that ended without naming all its days, from the day list: unnamed days with a file made since the
 * submission are exported, the others get a status if only one is left. Undefined in doubt, and while the list may be behind.
 */
export function nameByFiles(report: JobReport, job: AskedJob, files: readonly DayFile[], isBehind: boolean): JobReport | undefined {
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
  const added = [...statusRanges('Completed', withFile), ...statusRanges(left[0], withoutFile)];
  return { ...report, statuses: [...report.statuses, ...added] };
}

/** The final report on a job that does not name its days: days with a file are exported, and the others are requested again. */
export function settleByFiles(report: JobReport, job: AskedJob, files: readonly DayFile[], askAgain: 'vanished' | 'unnamed') {
  const { withFile } = unnamedDays(report, job, files);
  const most = unnamedCount(report, job, 'Completed') + unnamedCount(report, job, 'CompletedEmptyRecords');
  const exported = report.isSeen && withFile.length > most ? [] : withFile;
  return { ...report, statuses: [...report.statuses, ...statusRanges('Completed', exported)], askAgain };
}

/** The list has only the UTC day on which a file was made; the day of the submission counts. */
function unnamedDays(report: JobReport, { range, submittedAtMs }: AskedJob, files: readonly DayFile[]) {
  const submittedOn = dayOf(submittedAtMs);
  const made = files.filter(({ createdOn }) => createdOn && createdOn >= submittedOn).map(({ day }) => day);
  const unnamed = daysOf(range).filter((day) => !statusOn(report, day));
  return { withFile: unnamed.filter((day) => made.includes(day)), withoutFile: unnamed.filter((day) => !made.includes(day)) };
}

/** The number of days that the report counts for a status without naming them. */
function unnamedCount(report: JobReport, { range }: AskedJob, status: DayStatus): number {
  const counted = report.counts.find((entry) => entry.status === status)?.count ?? 0;
  return counted - daysOf(range).filter((day) => statusOn(report, day) === status).length;
}
