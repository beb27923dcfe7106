import { isDay, type Day, type DayRange } from '../../domain/days/day-range';
import type { ResourceType } from '../../domain/twilio/resource-type';

/** A day of a resource type, which has its own folder in an archive. */
export interface DayOfType {
  readonly resourceType: ResourceType;
  readonly day: Day;
}

/** The files of a day by purpose. Readers of `*.gz` and many others skip names that begin with `_`. */
export const DAY_FILES = {
  receipt: '_receipt.json',
  missing: '_missing.json',
  /** Why the bytes beside it were rejected. */
  rejected: '_rejected.json',
  /** An unreadable file of Twilio, as it was sent. */
  rejectedBytes: '_rejected.bytes',
  records: 'records.json.gz',
} as const;

type DayFileName = (typeof DAY_FILES)[keyof typeof DAY_FILES];

/** The folder of a resource type, such as `Messages/`. @throws RangeError when it would change the path */
export function typeFolder(resourceType: ResourceType): string {
  if (!/^[A-Za-z]+$/.test(resourceType)) throw new RangeError(`"${resourceType}" is not a resource type.`);
  return `${resourceType}/`;
}

/** The folder of a day, a Hive partition such as `Messages/day=2024-01-31/`. @throws RangeError likewise */
export function dayFolder({ resourceType, day }: DayOfType): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new RangeError(`"${day}" is not a day.`);
  return `${typeFolder(resourceType)}day=${day}/`;
}

/** The name of a file of a day, such as `Messages/day=2024-01-31/records.json.gz`. @throws RangeError likewise */
export function nameOf(ofDay: DayOfType, file: DayFileName): string {
  return `${dayFolder(ofDay)}${file}`;
}

/** The name of an export's report: `_exports/<id>.json`. @throws RangeError likewise */
export function reportName(exportId: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,250}$/.test(exportId)) throw new RangeError(`"${exportId}" is not a valid file name.`);
  return `_exports/${exportId}.json`;
}

/** The names before and after the days of a range, both excluded; the names of days sort as texts. */
export function namesOf(resourceType: ResourceType, { startDay, endDay }: DayRange) {
  const [first, last] = [startDay, endDay].map((day) => dayFolder({ resourceType, day }));
  return { after: String(first).slice(0, -1), before: String(last).replace(/\/$/, '0') };
}

/** The day whose folder a file is in, and the rest of its name; undefined when it is in no day's folder. */
export function dayOfName(name: string): { readonly day: Day; readonly file: string } | undefined {
  const [, day, file] = /^[A-Za-z]+\/day=(\d{4}-\d{2}-\d{2})\/(.+)$/s.exec(name) ?? [];
  return day !== undefined && file !== undefined && isDay(day) ? { day, file } : undefined;
}
