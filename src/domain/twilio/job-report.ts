import { countDays, daysOf, holds, rangesOf, type Day, type DayRange } from '../days/day-range';
import { isFinal, readStatus, type DayStatus } from './day-status';
import type { JobSnapshot, StatusGroup } from './job-snapshot';

/** What one look at a job tells of its days. */
export interface JobReport {
  readonly jobSid: string;
  /** Twilio's clock at the look, in milliseconds since 1970. */
  readonly nowMs: number;
  /** The days whose status is beyond doubt; a day that no entry names is left as it was. */
  readonly statuses: readonly StatusRanges[];
  /** How many days have which status, named or not; unknown words are left out. */
  readonly counts: readonly { readonly status: DayStatus; readonly count: number }[];
  /** Whether the counts say that every day of the job has a final status. */
  readonly isFinished: boolean;
  /** Words that are none of the documented statuses, without what could break a line or Markdown. */
  readonly unknownWords: readonly string[];
  /** Whether the job was there: an unseen job is in neither the job list nor, when asked for, by its sid. */
  readonly isSeen: boolean;
  /** Completed days whose file is about to go: it is of an adopted job that was made long ago. */
  readonly expiring?: readonly DayRange[];
  /** Set when waiting will not tell more: the days that no entry names are to be asked for again. */
  readonly askAgain?: 'vanished' | 'unnamed' | undefined;
  readonly queuePosition?: number | undefined;
  /** Twilio's estimate of the job's end, in milliseconds since 1970. */
  readonly estimatedEndMs?: number | undefined;
}

export interface StatusRanges {
  readonly status: DayStatus;
  readonly ranges: readonly DayRange[];
}

/**
 * Read what a job says of its days, and no more than it says.
 *
 * A day that two groups claim with different words is in doubt. Days that no group names are told apart only
 * when the counts add up to the job and a single group has unnamed days: then they are that group's.
 * A word without documented meaning is kept apart and is never final.
 */
export function readReport(snapshot: JobSnapshot, range: DayRange, nowMs: number): JobReport {
  const groups = mergeGroups(snapshot.groups, range);
  const named = groups.flatMap(({ days }) => days);
  const contested = new Set(named.filter((day, index) => named.indexOf(day) !== index));
  const total = countDays(range);
  const addsUp = contested.size === 0 && groups.reduce((sum, { count }) => sum + count, 0) === total;
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

/** The report on a job that is not there. */
export function unseenReport(jobSid: string, nowMs: number): JobReport {
  return { jobSid, nowMs, statuses: [], counts: [], isFinished: false, unknownWords: [], isSeen: false };
}

/** Whether a report says how each of some days stands. */
export function namesAll(report: JobReport, days: readonly DayRange[]): boolean {
  return days.flatMap(daysOf).every((day) => statusOn(report, day) !== undefined);
}

/** The status of a day in a report; undefined where the report leaves doubt. */
export function statusOn(report: JobReport, day: Day): DayStatus | undefined {
  return report.statuses.find(({ ranges }) => ranges.some((range) => holds(range, day)))?.status;
}

/** Days of one status as ranges; nothing for a word without documented meaning or for no days. */
export function statusRanges(status: DayStatus | undefined, days: readonly Day[]): StatusRanges[] {
  return status && days.length > 0 ? [{ status, ranges: rangesOf(days) }] : [];
}

function harmless(word: string): string {
  return word
    .replaceAll(/[^\w-]+/g, ' ')
    .trim()
    .slice(0, 40);
}

interface Group {
  readonly word: string;
  readonly status: DayStatus | undefined;
  /** NaN when the API tells neither a count nor days: then nothing adds up. */
  readonly count: number;
  readonly days: readonly Day[];
}

/** One group per status: days outside the job dropped, a count never below the number of days named. */
function mergeGroups(groups: readonly StatusGroup[], range: DayRange): Group[] {
  const merged = new Map<string, Group>();
  for (const { status: word, count, days } of groups) {
    const status = readStatus(word);
    const key = status ?? word;
    const before = merged.get(key);
    const named = [...new Set(days?.filter((day) => holds(range, day)))];
    const added = named.filter((day) => !before?.days.includes(day));
    const counted = count === undefined && !days ? NaN : Math.max(count ?? 0, named.length);
    merged.set(key, {
      word,
      status,
      count: (before?.count ?? 0) + counted - (named.length - added.length),
      days: [...(before?.days ?? []), ...added],
    });
  }
  return [...merged.values()];
}
