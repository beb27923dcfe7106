import { addDays, dayOf, startOfDay } from '../days/day-range';
import { formatDays, formatInstant } from '../format';
import { DAYS_PER_UTC_DAY } from '../twilio/limits';
import type { Progress } from './progress';

/** When the last day of an export is expected to be exported. */
export type ExpectedEnd =
  /** The latest of Twilio's estimates for its jobs (ms since 1970). */
  | { readonly kind: 'estimated'; readonly atMs: number }
  /** The remaining days need the quota of more than one UTC day. */
  | { readonly kind: 'notBefore'; readonly atMs: number; readonly plannedDays: number };

/** The expected end at an instant (ms since 1970); undefined when there is no estimate. */
export function expectedEnd(progress: Pick<Progress, 'days'> & Partial<Progress>, nowMs: number): ExpectedEnd | undefined {
  const { days, jobs = [] } = progress;
  if (days.planned > 0) {
    const laterDays = Math.ceil(days.planned / DAYS_PER_UTC_DAY) - 1;
    if (laterDays === 0) return undefined;
    return { kind: 'notBefore', atMs: startOfDay(addDays(dayOf(nowMs), laterDays)), plannedDays: days.planned };
  }
  const estimates = jobs.flatMap(({ estimatedEndMs }) => estimatedEndMs ?? []);
  if (estimates.length === 0 || estimates.length < jobs.length) return undefined;
  return { kind: 'estimated', atMs: Math.max(...estimates) };
}

export function describeExpectedEnd(end: ExpectedEnd): string {
  if (end.kind === 'estimated') return `Twilio estimates that the last job ends at ${formatInstant(end.atMs)}.`;
  const limit = `at most ${DAYS_PER_UTC_DAY} per UTC day`;
  return `Not before ${dayOf(end.atMs)} (UTC): ${formatDays(end.plannedDays)} still have to be requested, ${limit}.`;
}
