import { countDays, isDay, type DayRange, addDays, formatRange, type Day } from '../days/day-range';
import { isRecord, unknownFields } from '../shape';
import { isResourceType, RESOURCE_TYPES, type ResourceType } from '../twilio/resource-type';
import type { ExportOptions } from './export-options';
import { newestExportableDay } from '../twilio/limits';

/** Maximum range of one export: longer than BulkExport exists, and small enough for the state of a run. */
const MOST_DAYS = 40 * 366;

const LATEST_DAY = '2999-12-31'; // calendar days are texts of ten characters; this leaves room for calculated days

/** An account, and the task queue of the workers that serve it. */
export interface AccountPlace {
  readonly account: string;
  readonly taskQueue: string;
}

export interface ExportSpec extends AccountPlace {
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly options: ExportOptions;
  /** The options that were given; the others have their defaults. */
  readonly asked: readonly (keyof ExportOptions)[];
}

/** The problems of a resource type; empty when Twilio has it. */
export function validateResourceType(resourceType: unknown = ''): string[] {
  if (typeof resourceType === 'string' && isResourceType(resourceType)) return [];
  return [`Unknown resource type "${String(resourceType)}". Use one of: ${RESOURCE_TYPES.join(', ')}.`];
}

/** The problems of a range in one of its three forms; a mixture of them has no clear meaning. */
export function validateRange(range: unknown = {}): string[] {
  if (!isRecord(range)) return ['The range must be an object: startDay and endDay, firstDay, or lastDays.'];
  const { startDay, endDay, firstDay, lastDays } = range;
  const besides = (...form: string[]) => unknownFields(range, form, 'The range');
  if ('firstDay' in range) return [...validateDays(firstDay, firstDay), ...besides('firstDay')];
  if (!('lastDays' in range)) return [...validateDays(startDay, endDay), ...besides('startDay', 'endDay')];
  if (Number.isInteger(lastDays) && Number(lastDays) >= 1 && Number(lastDays) <= MOST_DAYS) return besides('lastDays');
  return [`The number of days must be a whole number from 1 to ${MOST_DAYS}, not ${String(lastDays)}.`, ...besides('lastDays')];
}

function validateDays(startDay: unknown = '', endDay: unknown = ''): string[] {
  if (!isDay(startDay) || !isDay(endDay)) {
    const notDays = [startDay, endDay].filter((day) => !isDay(day));
    return notDays.map((day) => `"${String(day)}" is not a calendar day. Use the form 2024-01-31.`);
  }
  if (endDay < startDay) return [`The range ends (${endDay}) before it starts (${startDay}).`];
  if (endDay > LATEST_DAY) return [`The range ends (${endDay}) after ${LATEST_DAY}.`];
  const days = countDays({ startDay, endDay });
  return days > MOST_DAYS ? [`The range has ${days} days. One export can have at most ${MOST_DAYS}.`] : [];
}

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
  if (!isRelative(range)) return formatRange(range);
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
    const why = `No day of ${formatRange(range)} is exportable yet. The newest exportable day is ${newestDay}, two days before today (UTC).`;
    return { refusal: `${why} Use an earlier range, or add --wait-for-recent-days.` };
  }
  return {
    exportable: { startDay: range.startDay, endDay: newestDay },
    notYetExportable: { startDay: addDays(newestDay, 1), endDay: range.endDay },
  };
}
