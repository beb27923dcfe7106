import { dayOf, daysOf, holds, type Day, type DayRange } from './day-range';
import { statusRanges, type JobReport } from './job-report';
import type { DayStatus } from './day-status';
import type { DayFile } from './job-snapshot';

/** What the day list is asked about: a job's range, and when it was submitted (ms, Twilio's clock). */
export interface AskedJob {
  readonly range: DayRange;
  readonly submittedAtMs: number;
}

/**
 * Complete the report on a job that is over although nobody names its days, from the day list.
 *
 * Days with a file made since the submission are exported. The rest get a status only when a single one is left
 * for them; undefined when more than one is, or when the day list holds fewer files than the job counts
 * as completed: it may be behind.
 */
export function nameByFiles(
  report: JobReport,
  job: AskedJob,
  files: readonly DayFile[],
): JobReport | undefined {
  const exported = daysWithFile(job, files);
  const rest = daysOf(job.range).filter((day) => !exported.includes(day));
  const counted = (status: DayStatus) => report.counts.find((entry) => entry.status === status)?.count ?? 0;
  if (exported.length < counted('Completed')) return undefined;

  const isTaken = (status: DayStatus) =>
    status === 'Completed' ||
    (status === 'CompletedEmptyRecords' && exported.length === counted('Completed') + counted(status));
  const candidates = report.counts.filter(({ status, count }) => count > 0 && !isTaken(status));
  if (rest.length > 0 && candidates.length !== 1) return undefined;
  return {
    ...report,
    statuses: [...statusRanges('Completed', exported), ...statusRanges(candidates[0]?.status, rest)],
  };
}

/** The last word on a job whose days will not be told: those with a file are exported, the others asked again. */
export function settleByFiles(
  report: JobReport,
  job: AskedJob,
  files: readonly DayFile[],
  askAgain: 'vanished' | 'unnamed',
): JobReport {
  return { ...report, statuses: statusRanges('Completed', daysWithFile(job, files)), askAgain };
}

/** The list tells only the UTC day on which a file was made; that day counts as since the submission. */
function daysWithFile({ range, submittedAtMs }: AskedJob, files: readonly DayFile[]): Day[] {
  const submittedOn = dayOf(submittedAtMs);
  const days = files.filter(
    ({ day, createdOn }) => holds(range, day) && createdOn && createdOn >= submittedOn,
  );
  return [...new Set(days.map(({ day }) => day))];
}
