import { countDays } from '../../../src/domain/days/day-range';
import { statusRanges, type JobReport } from '../../../src/domain/twilio/job-report';
import type { DayStatus, StatusGroup } from '../../../src/domain/twilio/job-snapshot';
import { NOON } from './instants';
import { inMarch, marchDays } from './march';

/**
 * The `details` of a job from their short form, days by their numbers in March 2024: `Completed 2 [1..2]; Failed 1` is two days
 * named and one that is not, `Running - [3]` has no count.
 */
export function groups(text: string): StatusGroup[] {
  return text === '' ? [] : text.split('; ').map(groupOf);
}

/** The days a report names, in the short form `Completed 1..2; Failed 3`. */
export function named({ statuses }: JobReport): string {
  return statuses.map(({ status, ranges }) => `${status} ${inMarch(ranges)}`).join('; ');
}

/** How many days a report counts, in the short form `Completed 2; Failed 1`. */
export function counted({ counts }: JobReport): string {
  return counts.map(({ status, count }) => `${status} ${String(count)}`).join('; ');
}

/** A report that names all it counts, days by their numbers in March 2024. */
export function report(
  jobSid: string,
  days: Readonly<Partial<Record<DayStatus, string>>>,
  more: Partial<JobReport> = {},
): JobReport {
  const statuses = (Object.entries(days) as [DayStatus, string][]).flatMap(([status, text]) =>
    statusRanges(status, marchDays(text)),
  );
  return {
    jobSid,
    nowMs: NOON,
    statuses,
    counts: statuses.map(({ status, ranges }) => ({ status, count: ranges.reduce((sum, range) => sum + countDays(range), 0) })),
    isFinished: false,
    unknownWords: [],
    isSeen: true,
    ...more,
  };
}

function groupOf(text: string): StatusGroup {
  const [, status = '', count = '', days] = /^(.*) (-|\d+)(?: \[(.*)\])?$/.exec(text) ?? [];
  return { status, ...(count !== '-' && { count: Number(count) }), ...(days !== undefined && { days: marchDays(days) }) };
}
