import { countDays, isDay, type DayRange } from '../days/day-range';
import { isRecord, unknownFields } from '../shape';
import { isResourceType, RESOURCE_TYPES, type ResourceType } from '../twilio/resource-type';
import type { ExportOptions } from './export-options';

/** Maximum range of one export: longer than BulkExport exists, and small enough for the state of a run. */
const MOST_DAYS = 40 * 366;

/** Calendar days are texts of ten characters; this leaves room for calculated days. */
const LATEST_DAY = '2999-12-31';

export interface ExportSpec {
  readonly account: string;
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
  const isFine = Number.isInteger(lastDays) && Number(lastDays) >= 1 && Number(lastDays) <= MOST_DAYS;
  if (isFine) return besides('lastDays');
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
