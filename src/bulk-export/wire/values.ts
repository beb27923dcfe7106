import { z } from 'zod';
import { dayOf, isDay, type Day } from '../../domain/days/day-range';

/** A field that is absent when it is null, missing or of another shape: the API's fields are all nullable. */
export function lenient<T extends z.ZodType>(shape: T): z.ZodCatch<z.ZodOptional<T>> {
  return shape.optional().catch(undefined as z.output<z.ZodOptional<T>>);
}

/** A calendar day, `yyyy-MM-dd`. */
export const wireDay = z.custom<Day>(isDay);

/** A whole number from 0, as a number or as a text of digits: `job_queue_position` is a string. */
export const wireCount = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.int().nonnegative());

/** An instant, such as `2021-03-15T20:20:14.547`, into milliseconds since 1970. Without a zone it is UTC. */
export const wireInstant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/)
  .transform((text) => Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`))
  .pipe(z.number());

/** A day, or an instant on it: the UTC day either way. */
export const wireDayOrInstant = z.union([wireDay, wireInstant.transform(dayOf).pipe(wireDay)]);
