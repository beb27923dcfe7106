import { readHttpDate } from './headers';

const LONGEST_MS = 3_600_000;

/**
 * How long a `Retry-After` header asks to wait, in milliseconds, between 0 and one hour; undefined when there is
 * none or it cannot be read. It may be a number of seconds or an HTTP date, and a date counts from Twilio's clock
 * (`nowMs`), so that a worker whose clock is wrong still waits as long as it was asked to (RFC 9110, section
 * 10.2.3).
 */
export function readRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const waitMs = secondsToMs(header) ?? untilDate(header, nowMs);
  return waitMs === undefined ? undefined : Math.min(Math.max(waitMs, 0), LONGEST_MS);
}

function secondsToMs(header: string | undefined): number | undefined {
  return header !== undefined && /^-?\d+(\.\d+)?$/.test(header) ? Number(header) * 1000 : undefined;
}

function untilDate(header: string | undefined, nowMs: number): number | undefined {
  const dateMs = readHttpDate(header);
  return dateMs === undefined ? undefined : dateMs - nowMs;
}
