import { countDays, daysOf, holds, rangesOf, type Day, type DayRange } from '../days/day-range';
import { isFinal, readStatus, type DayStatus, type JobSnapshot, type StatusGroup } from './job-snapshot';

/** The days of a job, as one response of the API shows them. */
export interface JobReport extends Pick<JobSnapshot, 'jobSid' | 'queuePosition' | 'estimatedEndMs'> {
  /** Twilio's clock, in milliseconds since 1970. */
  readonly nowMs: number;
  /** The days whose status is certain. */
  readonly statuses: readonly { readonly status: DayStatus; readonly ranges: readonly DayRange[] }[];
  /** The number of days by status, named or not, without unknown statuses. */
  readonly counts: readonly { readonly status: DayStatus; readonly count: number }[];
  /** Whether every day of the job has a final status, by the counts. */
  readonly isFinished: boolean;
  /** Undocumented statuses, without characters that could break a line or Markdown. */
  readonly unknownWords: readonly string[];
  /** False when neither the job list nor a fetch has the job. */
  readonly isSeen: boolean;
  /** Completed days of an adopted job whose file is about to expire. */
  readonly expiring?: readonly DayRange[];
  /** Set when waiting does not help: the other days are to be requested again. */
  readonly askAgain?: 'vanished' | 'unnamed' | undefined;
}

/**
 * Read the status of each day of a job, where it is certain: a day that two groups name is not. Unnamed days get a status only when
 * the counts add up to the job and a single group has unnamed days. An undocumented status is never final.
 */
export function readReport(snapshot: JobSnapshot, range: DayRange, nowMs: number): JobReport {
  const groups = mergeGroups(snapshot.groups, range);
  const named = groups.flatMap(({ days }) => days);
  const contested = new Set(named.filter((day, index) => named.indexOf(day) !== index));
  const addsUp = contested.size === 0 && groups.reduce((sum, { count }) => sum + count, 0) === countDays(range);
  const partlyNamed = groups.filter(({ count, days }) => count > days.length);
  const unnamedOwner = addsUp && partlyNamed.length === 1 ? partlyNamed[0] : undefined;

  const daysIn = (group: Group) =>
    group === unnamedOwner
      ? daysOf(range).filter((day) => !named.includes(day) || group.days.includes(day))
      : group.days.filter((day) => !contested.has(day));

  return {
    jobSid: snapshot.jobSid,
    nowMs,
    statuses: groups.flatMap((group) => statusRanges(group.status, daysIn(group))),
    counts: groups.flatMap(({ status, count }) => (status && count >= 0 ? [{ status, count }] : [])),
    isFinished: addsUp && groups.every(({ status, count }) => count === 0 || (status && isFinal(status))),
    unknownWords: groups.flatMap(({ status, word }) => (status ? [] : [harmless(word)])),
    isSeen: true,
    queuePosition: snapshot.queuePosition,
    estimatedEndMs: snapshot.estimatedEndMs,
  };
}

/** The report on a job that Twilio does not have. */
export function unseenReport(jobSid: string, nowMs: number): JobReport {
  return { jobSid, nowMs, statuses: [], counts: [], isFinished: false, unknownWords: [], isSeen: false };
}

/** Whether a report has the status of each of some days. */
export function namesAll(report: JobReport, days: readonly DayRange[]): boolean {
  return days.flatMap(daysOf).every((day) => statusOn(report, day) !== undefined);
}

/** The status of a day in a report; undefined when it is uncertain. */
export function statusOn(report: JobReport, day: Day): DayStatus | undefined {
  return report.statuses.find(({ ranges }) => ranges.some((range) => holds(range, day)))?.status;
}

/** Days of one status as ranges; empty for an undocumented status. */
export function statusRanges(status: DayStatus | undefined, days: readonly Day[]): JobReport['statuses'] {
  return status && days.length > 0 ? [{ status, ranges: rangesOf(days) }] : [];
}

function harmless(word: string): string {
  const text = word.replaceAll(/[^\w-]+/g, ' ').trim();
  return text.slice(0, 40);
}

interface Group {
  readonly word: string;
  readonly status: DayStatus | undefined;
  /** NaN when the API gives neither a count nor days: then nothing adds up. */
  readonly count: number;
  readonly days: readonly Day[];
}

/** One group per status, without days outside the job; a count is at least the number of named days. */
function mergeGroups(groups: readonly StatusGroup[], range: DayRange): Group[] {
  const merged = new Map<string, Group>();
  for (const { status: word, count, days } of groups) {
    const status = readStatus(word);
    const key = status ?? word;
    const before = merged.get(key);
    const named = [...new Set(days?.filter((day) => holds(range, day)))];
    const added = named.filter((day) => !before?.days.includes(day));
    const counted = count === undefined && !days ? NaN : Math.max(count ?? 0, named.length);
    const total = (before?.count ?? 0) + counted - (named.length - added.length);
    merged.set(key, { word, status, count: total, days: [...(before?.days ?? []), ...added] });
  }
  return [...merged.values()];
}
