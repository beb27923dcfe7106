import { addDays, formatRange, type Day, type DayRange } from '../days/day-range';
import { newestExportableDay } from '../twilio/limits';

/** The range of a schedule: it ends at the newest exportable day, and is resolved when an export starts. */
export type RelativeRange = { readonly firstDay: Day } | { readonly lastDays: number };

export function isRelative(range: DayRange | RelativeRange): range is RelativeRange {
  return 'firstDay' in range || 'lastDays' in range;
}

/** Resolve a relative range at an instant; undefined before its first exportable day. Numbers of days count from the start. */
export function resolveRange(range: RelativeRange, nowMs: number, waitedMs = 0): DayRange | undefined {
  const endDay = newestExportableDay(nowMs);
  const startDay = 'firstDay' in range ? range.firstDay : addDays(newestExportableDay(nowMs - waitedMs), 1 - range.lastDays);
  return startDay > endDay ? undefined : { startDay, endDay };
}

/** The days that a schedule left out between the last day of its previous run and the first of this one; undefined without any. */
export function uncoveredDays(reachedDay: Day | undefined, { startDay }: DayRange): DayRange | undefined {
  if (reachedDay === undefined || addDays(reachedDay, 1) >= startDay) return undefined;
  return { startDay: addDays(reachedDay, 1), endDay: addDays(startDay, -1) };
}

/** The range at an instant; only its first day when that is not exportable yet. */
export function expectedRange(range: RelativeRange, nowMs: number): DayRange {
  const onlyDay = 'firstDay' in range ? range.firstDay : newestExportableDay(nowMs);
  return resolveRange(range, nowMs) ?? { startDay: onlyDay, endDay: onlyDay };
}

export function describeRange(range: DayRange | RelativeRange): string {
  return isRelative(range) ? describeRelative(range) : formatRange(range);
}

export function describeRelative(range: RelativeRange): string {
  if ('firstDay' in range) return `from ${range.firstDay} to the newest exportable day`;
  return range.lastDays === 1 ? 'the newest exportable day' : `the ${range.lastDays} newest exportable days`;
}

type ExportablePart =
  | { readonly exportable: DayRange; readonly notYetExportable?: DayRange; readonly refusal?: undefined }
  | { readonly exportable?: undefined; readonly notYetExportable?: undefined; readonly refusal: string };

/** The part of a range that an export covers when it starts at an instant; a refusal, as a sentence, when that part is empty. */
export function exportablePart(range: DayRange, nowMs: number, waitForRecentDays: boolean): ExportablePart {
  const newestDay = newestExportableDay(nowMs);
  if (range.endDay <= newestDay || waitForRecentDays) return { exportable: range };
  if (range.startDay > newestDay) {
    return {
      refusal:
        `No day of ${formatRange(range)} is exportable yet. The newest exportable day is ${newestDay}, two days ` +
        `before today (UTC). Use an earlier range, or add --wait-for-recent-days.`,
    };
  }
  return {
    exportable: { startDay: range.startDay, endDay: newestDay },
    notYetExportable: { startDay: addDays(newestDay, 1), endDay: range.endDay },
  };
}
