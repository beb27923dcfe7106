import { countDays, isDay, type Day, type DayRange } from '../days/day-range';
import { isResourceType, RESOURCE_TYPES, type ResourceType } from '../twilio/resource-type';
import { validateOptions, type ExportOptions } from './export-options';
import type { RelativeRange } from './relative-range';

/** Maximum range of one export: longer than BulkExport exists, and small enough for the state of a run. */
const MOST_DAYS = 40 * 366;

/** Calendar days are texts of ten characters; this leaves room for calculated days. */
const LATEST_DAY = '2999-12-31';

/** The input of an export. Any client can start a workflow, so nothing in it is trusted. */
export interface ExportRequest {
  readonly resourceType?: string;
  readonly range?: Partial<DayRange> | RelativeRange;
  readonly options: ExportOptions;
}

/** A valid request to export. */
export interface ExportSpec {
  readonly account: string;
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly options: ExportOptions;
  /** The options that were given; the others have their defaults. */
  readonly asked: readonly (keyof ExportOptions)[];
}

/** The problems of a request, one sentence each; empty when it is valid. */
export function validateRequest({ resourceType, range, options }: ExportRequest): string[] {
  return [
    ...validateResourceType(resourceType),
    ...validateRequestedRange(range),
    ...validateOptions(options),
  ];
}

/** The problems of a resource type; empty when Twilio has it. */
export function validateResourceType(resourceType = ''): string[] {
  if (isResourceType(resourceType)) return [];
  return [`Unknown resource type "${resourceType}". Use one of: ${RESOURCE_TYPES.join(', ')}.`];
}

function validateRequestedRange(range: ExportRequest['range'] = {}): string[] {
  if ('firstDay' in range) {
    const { firstDay } = range;
    return validateRange({ startDay: firstDay, endDay: firstDay });
  }
  if (!('lastDays' in range)) return validateRange(range);
  const { lastDays } = range;
  const isFine = Number.isInteger(lastDays) && lastDays >= 1 && lastDays <= MOST_DAYS;
  return isFine ? [] : [`The number of days must be a whole number from 1 to ${MOST_DAYS}, not ${lastDays}.`];
}

function validateRange({ startDay = '' as Day, endDay = '' as Day }: Partial<DayRange> = {}): string[] {
  const notDays = [startDay, endDay].filter((day: string) => !isDay(day));
  if (notDays.length > 0) {
    return notDays.map((day) => `"${day}" is not a calendar day. Use the form 2024-01-31.`);
  }
  if (endDay < startDay) return [`The range ends (${endDay}) before it starts (${startDay}).`];
  if (endDay > LATEST_DAY) return [`The range ends (${endDay}) after ${LATEST_DAY}.`];
  const days = countDays({ startDay, endDay });
  return days > MOST_DAYS ? [`The range has ${days} days. One export can have at most ${MOST_DAYS}.`] : [];
}
