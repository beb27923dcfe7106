import { isDay } from './days/day-range';

/** Checks a value from outside, such as an update of another client. Returns the problems of the value, which `name` names. */
export type Shape = (value: unknown, name: string) => readonly string[];

/** Instants after this one have years of five digits or no date at all, milliseconds since 1970. */
const LATEST_MS = Date.UTC(3000, 0);

export const text: Shape = of('a text', (value) => typeof value === 'string');

export const day: Shape = of('a day such as "2024-01-31"', isDay);

/** Milliseconds since 1970. */
export const instant: Shape = number(0, LATEST_MS);

/** An ordered range of calendar days. */
export const range: Shape = of('a range such as {"startDay": "2024-01-01", "endDay": "2024-01-31"}', (value) => {
  if (!isRecord(value)) return false;
  const { startDay, endDay } = value;
  return isDay(startDay) && isDay(endDay) && startDay <= endDay;
});

export function number(least = 0, most = Number.MAX_SAFE_INTEGER): Shape {
  return of(`a number from ${least} to ${most}`, (value) => typeof value === 'number' && value >= least && value <= most);
}

export function oneOf(values: readonly unknown[]): Shape {
  return of(`one of ${values.map(shown).join(', ')}`, (value) => values.includes(value));
}

export function either(one: Shape, other: Shape): Shape {
  return (value, name) => (one(value, name).length === 0 ? [] : other(value, name));
}

export function optional(shape: Shape): Shape {
  return (value, name) => (value === undefined ? [] : shape(value, name));
}

export function list(shape: Shape): Shape {
  return (value, name) =>
    Array.isArray(value) ? value.flatMap((each, index) => shape(each, `${name}[${index}]`)) : mismatch(name, 'a list', value);
}

/** An object that may have more fields than these: those of a later release. */
export function object(fields: Readonly<Record<string, Shape>>): Shape {
  return (value, name) =>
    isRecord(value)
      ? Object.entries(fields).flatMap(([field, shape]) => shape(value[field], `${name}.${field}`))
      : mismatch(name, `an object with ${Object.keys(fields).join(', ')}`, value);
}

/** An object with these fields only: any other may be a typing error. */
export function exactObject(fields: Readonly<Record<string, Shape>>): Shape {
  const known = object(fields);
  return (value, name) => [...known(value, name), ...(isRecord(value) ? unknownFields(value, Object.keys(fields), name) : [])];
}

/** The fields of an object that are not `known`, a sentence each. */
export function unknownFields(value: Readonly<Record<string, unknown>>, known: readonly string[], name: string): string[] {
  return Object.keys(value)
    .filter((field) => !known.includes(field))
    .map((field) => `${name} has an unknown field ${shown(field)}. Known fields: ${known.join(', ')}.`);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function of(expected: string, isFine: (value: unknown) => boolean): Shape {
  return (value, name) => (isFine(value) ? [] : mismatch(name, expected, value));
}

function mismatch(name: string, expected: string, value: unknown): string[] {
  return [value === undefined ? `${name} is missing.` : `${name} must be ${expected}, not ${shown(value)}.`];
}

function shown(value: unknown): string {
  const json = JSON.stringify(value);
  return json.length > 60 ? `${json.slice(0, 60)}…` : json;
}
