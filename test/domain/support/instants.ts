/** An instant from its short form in UTC: `2024-05-01 12:00`, with seconds and milliseconds when they matter. */
export function at(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** When most tests of the domain happen. */
export const NOON = at('2024-05-01 12:00');
