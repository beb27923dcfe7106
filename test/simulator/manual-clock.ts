/** Durations for tests, in milliseconds. */
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A clock that stands still until it is moved. */
export interface ManualClock {
  (): number;
  advance(ms: number): void;
}

/** Noon of 10 March 2024 in UTC, by default: 8 March is the newest exportable day. */
export function manualClock(start = '2024-03-10T12:00:00.000Z'): ManualClock {
  let nowMs = Date.parse(start);
  const clock = (): number => nowMs;
  return Object.assign(clock, {
    advance(ms: number) {
      nowMs += ms;
    },
  });
}
