import { z } from 'zod';
import type { DayFile } from '../../domain/twilio/job-snapshot';
import { lenient, wireCount, wireDay, wireDayOrInstant } from './values';

const wireDayFile = z
  .object({ day: wireDay, size: lenient(wireCount), create_date: lenient(wireDayOrInstant) })
  .transform(({ day, size, create_date: createdOn }): DayFile => ({
    day,
    size: size ?? 0,
    ...(createdOn !== undefined && { createdOn }),
  }));

/** Read an item of the day list (https://www.twilio.com/docs/usage/bulkexport/day); undefined when it names no day. */
export function readDayFile(json: unknown): DayFile | undefined {
  return wireDayFile.safeParse(json).data;
}
