import { z } from 'zod';

/** Any of some fields, and no others. JSON has no undefined, so that a field is there or not. */
export function someOf<Value>(fields: { [Name in keyof Value]: z.ZodType<Value[Name]> }): z.ZodType<Partial<Value>> {
  return z.strictObject(fields).partial() as unknown as z.ZodType<Partial<Value>>;
}

/** Exactly one of some things, by its name: `{"byLooks": {"looks": 3}}`. */
export function oneOf<Value>(things: Readonly<Record<string, z.ZodType<Value>>>): z.ZodType<Value> {
  return z
    .strictObject(things)
    .partial()
    .transform((named, context) => {
      const [only, ...others] = Object.values(named);
      if (only !== undefined && others.length === 0) return only;
      context.addIssue(`expected one of ${Object.keys(things).join(', ')}`);
      return z.NEVER;
    });
}
