import { addDays, formatRange, type Day, type DayRange } from '../days/day-range';
import { newestExportableDay } from '../twilio/limits';

/**
 * Days up to the newest exportable one, named anew whenever an export begins: from a day on, or so many. It is what
 * a schedule exports.
 */
export type RelativeRange = { readonly firstDay: Day } | { readonly lastDays: number };

/** Whether days are named only when an export begins. */
export function isRelative(range: DayRange | RelativeRange): range is RelativeRange {
  return 'firstDay' in range || 'lastDays' in range;
}

/**
 * The days that are meant at an instant of Twilio's clock (ms since 1970); undefined when the first of them is not
 * exportable yet. So many days are counted from when the export was started, which may be long ago: `waitedMs` before.
 */
export function resolveRange(range: RelativeRange, nowMs: number, waitedMs = 0): DayRange | undefined {
  const endDay = newestExportableDay(nowMs);
  const startDay =
    'firstDay' in range ? range.firstDay : addDays(newestExportableDay(nowMs - waitedMs), 1 - range.lastDays);
  return startDay > endDay ? undefined : { startDay, endDay };
}

/**
 * The days between those that the last run of a schedule reached and the first of this one: it looks back on so many days
 * only, and did not run for longer. Undefined when there are none, or nobody knows of a run before.
 */
export function unseenDays(reachedDay: Day | undefined, { startDay }: DayRange): DayRange | undefined {
  if (reachedDay === undefined || addDays(reachedDay, 1) >= startDay) return undefined;
  return { startDay: addDays(reachedDay, 1), endDay: addDays(startDay, -1) };
}

/** The days that are likely to be meant; the first of them when it is not exportable yet. */
export function expectedRange(range: RelativeRange, nowMs: number): DayRange {
  const onlyDay = 'firstDay' in range ? range.firstDay : newestExportableDay(nowMs);
  return resolveRange(range, nowMs) ?? { startDay: onlyDay, endDay: onlyDay };
}

/** Days, named or not yet, for people. */
export function describeWish(range: DayRange | RelativeRange): string {
  return isRelative(range) ? describeRelative(range) : formatRange(range);
}

/** The days that are meant, for people. */
export function describeRelative(range: RelativeRange): string {
  if ('firstDay' in range) return `from ${range.firstDay} to the newest exportable day`;
  return range.lastDays === 1 ? 'the newest exportable day' : `the ${range.lastDays} newest exportable days`;
}
