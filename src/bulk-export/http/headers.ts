import { VERSION } from '../../version';

/** The user agent of Dayhaul: `dayhaul/<version>`. */
export const USER_AGENT = `dayhaul/${VERSION}`;

/**
 * Read an HTTP date, such as `Sun, 06 Nov 1994 08:49:37 GMT`, into milliseconds since 1970; undefined when it is
 * not one. Only forms that name GMT are read: the oldest form names no zone, and JavaScript would take it as local
 * time (RFC 9110, section 5.6.7).
 */
export function readHttpDate(text: string | undefined): number | undefined {
  if (text === undefined || !/^[A-Z][a-z]+, .* GMT$/.test(text)) return undefined;
  const instantMs = Date.parse(text);
  return Number.isNaN(instantMs) ? undefined : instantMs;
}

const LONGEST_MS = 3_600_000;

/**
 * The wait of a `Retry-After` header, in milliseconds, between 0 and one hour; undefined when there is none or it
 * cannot be read. It may be a number of seconds or an HTTP date, and a date counts from Twilio's clock
 * (`nowMs`), so that a worker with a wrong clock waits for the right time, too (RFC 9110, section
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
