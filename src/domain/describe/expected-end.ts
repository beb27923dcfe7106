import { addDays, dayOf, startOfDay } from '../days/day-range';
import { formatDays, formatInstant } from '../format';
import { DAYS_PER_UTC_DAY } from '../twilio/limits';
import type { Progress } from './progress';

/** When an export can be expected to have its last day exported. */
export type ExpectedEnd =
  /** By Twilio's estimates of all its jobs (ms since 1970). */
  | { readonly kind: 'estimated'; readonly atMs: number }
  /** The days left to request take more than one UTC day. */
  | { readonly kind: 'notBefore'; readonly atMs: number; readonly plannedDays: number };

/** What can be said of the end at an instant; undefined when that is nothing. */
export function expectedEnd(
  { days, jobs = [] }: Pick<Progress, 'days'> & Partial<Pick<Progress, 'jobs'>>,
  nowMs: number,
): ExpectedEnd | undefined {
  if (days.planned > 0) {
    const laterDays = Math.ceil(days.planned / DAYS_PER_UTC_DAY) - 1;
    if (laterDays === 0) return undefined;
    const atMs = startOfDay(addDays(dayOf(nowMs), laterDays));
    return { kind: 'notBefore', atMs, plannedDays: days.planned };
  }
  const estimates = jobs.flatMap(({ estimatedEndMs }) => estimatedEndMs ?? []);
  if (estimates.length === 0 || estimates.length < jobs.length) return undefined;
  return { kind: 'estimated', atMs: Math.max(...estimates) };
}

/** The same in a sentence. */
export function describeExpectedEnd(end: ExpectedEnd): string {
  if (end.kind === 'estimated') return `Exported at ${formatInstant(end.atMs)}, as Twilio estimates.`;
  return (
    `Not before ${dayOf(end.atMs)} (UTC): ${formatDays(end.plannedDays)} are still to be requested, ` +
    `at most ${DAYS_PER_UTC_DAY} in one UTC day.`
  );
}
