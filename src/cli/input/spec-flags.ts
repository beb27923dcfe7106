import type { ScheduleSpec } from '../../client/schedules/put-schedule';
import { dayOf } from '../../domain/days/day-range';
import { DEFAULT_OPTIONS, SCHEDULE_OPTIONS, type ExportOptions } from '../../domain/request/export-options';
import { validateRange, type ExportSpec, type RelativeRange } from '../../domain/request/export-request';
import { DEFAULT_JITTER, DEFAULT_TIME, LONGEST_JITTER_MS, TIME_OF_DAY } from '../../domain/request/start-time';
import { validateOptions } from '../../domain/request/validate-options';
import type { Flags } from '../action';
import { parseOptionFlags } from './option-flags';
import { parseDuration } from './parse-duration';
import { parseRange, readDay } from './parse-range';
import { placeOf, parseResourceTypes } from './targets';
import { collecting, UsageError } from './usage-error';

/** Twilio keeps files this long. Without an archive, older days would be requested again by every run. */
export const DAYS_WITHOUT_ARCHIVE = 7;

/** Parse the options of `schedule create` to a schedule per resource type. @throws UsageError with every problem */
export function parseScheduleFlags(flags: Flags, nowMs: number): ScheduleSpec[] {
  const problems: string[] = [];
  const options = { ...SCHEDULE_OPTIONS, ...parseOptionFlags(flags, problems) };
  const { at = DEFAULT_TIME, jitter = DEFAULT_JITTER } = flags;
  if (!TIME_OF_DAY.test(at)) problems.push(`--at "${at}" is not a time of day (UTC). Use the form ${DEFAULT_TIME}.`);
  const jitterMs = collecting(problems, () => parseDuration(jitter, '--jitter')) ?? 0;
  if (jitterMs > LONGEST_JITTER_MS) problems.push('--jitter must be at most 12 hours.');
  const place = collecting(problems, () => placeOf(flags));
  const range = readRelativeRange(flags, problems);
  if (range && 'firstDay' in range && range.firstDay > dayOf(nowMs)) {
    problems.push(`--first-day ${range.firstDay} is in the future. Today is ${dayOf(nowMs)} (UTC).`);
  }
  const types = parseResourceTypes(flags.resourceType, problems);
  problems.push(...(range ? validateRange(range) : []), ...validateOptions(options));
  if (!range || !place || problems.length > 0) throw new UsageError(problems);
  return types.map((resourceType) => ({ ...place, resourceType, at: at.padStart(5, '0'), jitterMs, range, options }));
}

function readRelativeRange({ archive, firstDay: text }: Flags, problems: string[]): RelativeRange | undefined {
  if (archive === undefined && text === undefined) return { lastDays: DAYS_WITHOUT_ARCHIVE };
  if (archive === undefined) {
    problems.push(`--first-day requires --archive. Without an archive, a schedule covers the last ${DAYS_WITHOUT_ARCHIVE} days.`);
  } else if (text === undefined) problems.push('--archive requires --first-day, the first day to export.');
  const firstDay = text === undefined ? undefined : readDay('--first-day', text, problems);
  return firstDay && { firstDay };
}

/** Parse the options of `export` to a request per resource type. @throws UsageError with every problem, not only the first */
export function parseExportFlags(flags: Flags, nowMs: number): ExportSpec[] {
  const problems: string[] = [];
  const given = parseOptionFlags(flags, problems);
  const options = { ...DEFAULT_OPTIONS, ...given };
  const range = collecting(problems, () => parseRange(flags, nowMs));
  const place = collecting(problems, () => placeOf(flags));
  const types = parseResourceTypes(flags.resourceType, problems);
  problems.push(...(range ? validateRange(range) : []), ...validateOptions(options));
  if (!range || !place || problems.length > 0) throw new UsageError(problems);
  const asked = Object.keys(given) as (keyof ExportOptions)[];
  return types.map((resourceType) => ({ ...place, resourceType, range, options, asked }));
}
