import type { AxiosResponse } from 'axios';
import { VERSION } from '../../version';

export const USER_AGENT = `dayhaul/${VERSION}`;

export function headerOf(headers: AxiosResponse['headers'], name: string): string | undefined {
  const value: unknown = headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** Read an HTTP date into milliseconds since 1970; undefined for other texts. Its oldest form has no zone (RFC 9110, 5.6.7). */
export function readHttpDate(text: string | undefined): number | undefined {
  if (text === undefined || !/^[A-Z][a-z]+, .* GMT$/.test(text)) return undefined;
  const instantMs = Date.parse(text);
  return Number.isNaN(instantMs) ? undefined : instantMs;
}

const LONGEST_MS = 3_600_000;

/** The wait of a `Retry-After` header, milliseconds, at most an hour: seconds, or a date on Twilio's clock (RFC 9110, 10.2.3). */
export function readRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  const dateMs = readHttpDate(header);
  const waitMs = /^-?\d+(\.\d+)?$/.test(header) ? Number(header) * 1000 : dateMs && dateMs - nowMs;
  return waitMs === undefined ? undefined : Math.min(Math.max(waitMs, 0), LONGEST_MS);
}
