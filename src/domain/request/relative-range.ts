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
export function uncoveredDays(reachedDay: Day | undefined, { startDay }: DayRange): DayRange | undefined {
  if (reachedDay === undefined || addDays(reachedDay, 1) >= startDay) return undefined;
  return { startDay: addDays(reachedDay, 1), endDay: addDays(startDay, -1) };
}

/** The days that are likely to be meant; the first of them when it is not exportable yet. */
export function expectedRange(range: RelativeRange, nowMs: number): DayRange {
  const onlyDay = 'firstDay' in range ? range.firstDay : newestExportableDay(nowMs);
  return resolveRange(range, nowMs) ?? { startDay: onlyDay, endDay: onlyDay };
}

/** Days, named or not yet, for people. */
export function describeRange(range: DayRange | RelativeRange): string {
  return isRelative(range) ? describeRelative(range) : formatRange(range);
}

/** The days that are meant, for people. */
export function describeRelative(range: RelativeRange): string {
  if ('firstDay' in range) return `from ${range.firstDay} to the newest exportable day`;
  return range.lastDays === 1 ? 'the newest exportable day' : `the ${range.lastDays} newest exportable days`;
}

/** The part of a range that an export takes on. */
export type ExportablePart =
  | { readonly exportable: DayRange; readonly notYetExportable?: DayRange; readonly refusal?: undefined }
  | { readonly exportable?: undefined; readonly notYetExportable?: undefined; readonly refusal: string };

/**
 * What an export begun at an instant takes on: the range up to the newest exportable day, or all of it when recent
 * days are waited for. A refusal, a sentence for people, when nothing would be left.
 */
export function exportablePart(range: DayRange, nowMs: number, waitForRecentDays: boolean): ExportablePart {
  const newestDay = newestExportableDay(nowMs);
  if (range.endDay <= newestDay || waitForRecentDays) return { exportable: range };
  if (range.startDay > newestDay) {
    return {
      refusal:
        `No day of ${formatRange(range)} can be exported yet: the newest exportable day is ${newestDay}, two days ` +
        `before today (UTC). Choose an earlier range, or wait for the days with --wait-for-recent-days.`,
    };
  }
  return {
    exportable: { startDay: range.startDay, endDay: newestDay },
    notYetExportable: { startDay: addDays(newestDay, 1), endDay: range.endDay },
  };
}
