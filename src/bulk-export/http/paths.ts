import type { Day } from '../../domain/days/day-range';
import type { ResourceType } from '../../domain/twilio/resource-type';

/** The origin of an address without more than that. @throws TypeError for any other text */
export function originOf(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
    throw new TypeError('The base URL of the API must have the form https://bulkexports.twilio.com.');
  }
  return url.origin;
}

/** The path of a resource type. @throws RangeError when it would change the path */
export function listPath(resourceType: ResourceType): string {
  if (!/^[A-Za-z]+$/.test(resourceType)) throw new RangeError(`"${resourceType}" is not a resource type.`);
  return `/v1/Exports/${resourceType}`;
}

/** The path of a day. @throws RangeError likewise */
export function dayPath(resourceType: ResourceType, day: Day): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new RangeError(`"${day}" is not a day.`);
  return `${listPath(resourceType)}/Days/${day}`;
}

/** The path of a job. @throws RangeError likewise */
export function jobPath(jobSid: string): string {
  if (!/^JS[0-9a-fA-F]{32}$/.test(jobSid)) throw new RangeError(`"${jobSid}" is not the sid of a job.`);
  return `/v1/Exports/Jobs/${jobSid}`;
}
