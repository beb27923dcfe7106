import type { NamedDays, View } from '../wire/view';
import { DAY_STATUSES } from './day-status';
import { statusOf, type Job } from './job';

/** One entry of `details`: the days of a job that share a status. */
interface StatusGroup {
  readonly status: string;
  readonly count: number;
  readonly days: readonly string[] | null;
}

/** What a job says of its days: one group for each status that occurs. */
export function jobDetails(job: Job, named: NamedDays, view: View, nowMs: number): readonly StatusGroup[] {
  const daysByStatus = new Map<string, string[]>();
  for (const day of job.days) {
    const status = statusOf(job, day, nowMs);
    const days = daysByStatus.get(status);
    if (days === undefined) daysByStatus.set(status, [day.day]);
    else days.push(day.day);
  }
  const groups = [...daysByStatus]
    .sort(([one], [other]) => placeOf(one) - placeOf(other))
    .map(([status, days]) => ({
      status: inCase(status, view.statusCase),
      count: days.length + view.countOffset,
      days: namedDays(days, named),
    }));
  return view.groupOrder === 'reversed' ? groups.reverse() : groups;
}

/** A word Twilio does not document comes last. */
function placeOf(status: string): number {
  const place = DAY_STATUSES.indexOf(status);
  return place === -1 ? DAY_STATUSES.length : place;
}

function inCase(status: string, statusCase: View['statusCase']): string {
  switch (statusCase) {
    case 'asDocumented':
      return status;
    case 'lower':
      return status.toLowerCase();
    case 'upper':
      return status.toUpperCase();
  }
}

function namedDays(days: readonly string[], named: NamedDays): readonly string[] | null {
  switch (named) {
    case 'named':
      return days;
    case 'null':
      return null;
    case 'partial':
      return days.slice(0, -1);
  }
}
