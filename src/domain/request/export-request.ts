import { countDays, isDay, type Day, type DayRange } from '../days/day-range';
import { isResourceType, RESOURCE_TYPES, type ResourceType } from '../twilio/resource-type';
import { validateOptions, type ExportOptions } from './export-options';
import type { RelativeRange } from './relative-range';

/** Longest range of one export: longer than BulkExport exists, short enough to be carried from run to run. */
const MOST_DAYS = 40 * 366;

/** Calendar days are texts of ten characters; this leaves room for what is reckoned from them. */
const LATEST_DAY = '2999-12-31';

/** What is asked of an export; it may come from anybody who can start a workflow. */
export interface ExportRequest {
  readonly resourceType?: string;
  readonly range?: Partial<DayRange> | RelativeRange;
  readonly options: ExportOptions;
}

/** An export that can be started. */
export interface ExportSpec {
  readonly account: string;
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly options: ExportOptions;
  /** The options that were asked for; the others are the defaults. */
  readonly asked: readonly (keyof ExportOptions)[];
}

/** What is wrong with a request, one sentence each; none when it can be carried out. */
export function validateRequest({ resourceType, range, options }: ExportRequest): string[] {
  return [
    ...validateResourceType(resourceType),
    ...validateRequestedRange(range),
    ...validateOptions(options),
  ];
}

/** What is wrong with a resource type; none when Twilio has it. */
export function validateResourceType(resourceType = ''): string[] {
  if (isResourceType(resourceType)) return [];
  return [`Unknown resource type "${resourceType}"; Twilio has ${RESOURCE_TYPES.join(', ')}.`];
}

function validateRequestedRange(range: ExportRequest['range'] = {}): string[] {
  if ('firstDay' in range) {
    const { firstDay } = range;
    return validateRange({ startDay: firstDay, endDay: firstDay });
  }
  if (!('lastDays' in range)) return validateRange(range);
  const { lastDays } = range;
  const isFine = Number.isInteger(lastDays) && lastDays >= 1 && lastDays <= MOST_DAYS;
  return isFine ? [] : [`A number of days is a whole number from 1 to ${MOST_DAYS}, not ${lastDays}.`];
}

function validateRange({ startDay = '' as Day, endDay = '' as Day }: Partial<DayRange> = {}): string[] {
  const notDays = [startDay, endDay].filter((day: string) => !isDay(day));
  if (notDays.length > 0) {
    return notDays.map((day) => `"${day}" is not a calendar day; write it as 2024-01-31.`);
  }
  if (endDay < startDay) return [`The range ends (${endDay}) before it starts (${startDay}).`];
  if (endDay > LATEST_DAY) return [`The range ends (${endDay}) after ${LATEST_DAY}.`];
  const days = countDays({ startDay, endDay });
  return days > MOST_DAYS ? [`The range has ${days} days; one export takes ${MOST_DAYS} at most.`] : [];
}
