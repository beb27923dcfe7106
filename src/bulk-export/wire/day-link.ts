import { z } from 'zod';
import { lenient, wireInstant } from './values';

const wireRedirect = z.object({ redirect_to: lenient(z.url()) });

/** What a link to a day file tells by its path; the rest of it is secret for as long as it is good. */
export interface WireDayLink {
  readonly url: string;
  /** The day its path names, if it names one. */
  readonly day: string | undefined;
  /** When the file was made, in milliseconds since 1970, if its path says so. */
  readonly createdAtMs: number | undefined;
}

/**
 * Read the answer to a day fetch (https://www.twilio.com/docs/usage/bulkexport/day): the link is in the body's
 * `redirect_to`, and in the `Location` header if that is missing. Its path holds `day=…` and `created_time=…` (UTC).
 * Undefined when neither is an address.
 */
export function readDayLink(json: unknown, location: string | undefined): WireDayLink | undefined {
  const url = wireRedirect.safeParse(json).data?.redirect_to ?? z.url().safeParse(location).data;
  if (url === undefined) return undefined;
  const { pathname } = new URL(url);
  return {
    url,
    day: /\/day(?:=|%3D)(\d{4}-\d{2}-\d{2})\//i.exec(pathname)?.[1],
    createdAtMs: createdTimeOf(pathname),
  };
}

function createdTimeOf(pathname: string): number | undefined {
  const digits = /\/created_time(?:=|%3D)(\d{14})\//i.exec(pathname)?.[1];
  const instant = digits?.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6');
  return wireInstant.safeParse(instant).data;
}
