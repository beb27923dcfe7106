import { z } from 'zod';
import type { DayFile } from '../../domain/twilio/job-snapshot';
import { decoded } from '../../network/decoded';
import { lenient, wireCount, wireDay, wireDayOrInstant, wireInstant } from './values';

const wireRedirect = z.object({ redirect_to: lenient(z.url()) });

/** What a link to a day file tells by its path; the rest of it is secret for as long as it is good. */
export type WireDayLink = NonNullable<ReturnType<typeof readDayLink>>;

/**
 * Read the answer to a day fetch (https://www.twilio.com/docs/usage/bulkexport/day): the link is in the body's `redirect_to`, else
 * in the `Location` header. Its path holds `day=…`, `account=…` and `created_time=…` (UTC). Undefined when neither is an address.
 */
export function readDayLink(json: unknown, location: string | undefined) {
  const url = wireRedirect.safeParse(json).data?.redirect_to ?? z.url().safeParse(location).data;
  if (url === undefined) return undefined;
  const named = partitionsOf(new URL(url).pathname);
  return {
    url,
    day: /^\d{4}-\d{2}-\d{2}$/.exec(named.get('day') ?? '')?.[0],
    /** As it is written in the path. */
    account: named.get('account'),
    /** When the file was made, in milliseconds since 1970, if its path says so. */
    createdAtMs: createdTimeOf(named.get('created_time')),
  };
}

/** The segments `name=value` of a path, in whichever characters they are percent-encoded. */
function partitionsOf(pathname: string): Map<string, string> {
  const segments = pathname.split('/').map((segment) => /^([^=]+)=(.+)$/.exec(decoded(segment)) ?? []);
  return new Map(segments.map(([, name = '', value = '']) => [name.toLowerCase(), value]));
}

function createdTimeOf(digits: string | undefined): number | undefined {
  return wireInstant.safeParse(digits?.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6')).data;
}

const wireDayFile = z
  .object({ day: wireDay, size: lenient(wireCount), create_date: lenient(wireDayOrInstant) })
  .transform(({ day, size = 0, create_date: createdOn }) => ({ day, size, ...(createdOn !== undefined && { createdOn }) }));

/** Read an item of the day list (https://www.twilio.com/docs/usage/bulkexport/day); undefined when it names no day. */
export function readDayFile(json: unknown): DayFile | undefined {
  return wireDayFile.safeParse(json).data;
}
