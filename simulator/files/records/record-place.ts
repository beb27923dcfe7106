import { hash } from 'node:crypto';

/** Which record it is. Everything a record says follows from this alone. */
export interface RecordPlace {
  readonly accountSid: string;
  readonly resourceType: string;
  readonly day: string;
  /** From 1 to `count`, in order of creation. */
  readonly number: number;
  readonly count: number;
  /** The number of requests for the day when it was exported, from 1: a later export has the newest state. */
  readonly generation: number;
}

/** The sid of a record: the same in every export of its day, and of no other record. */
export function recordSid(
  prefix: string,
  { accountSid, resourceType, day, number }: Omit<RecordPlace, 'count' | 'generation'>,
): string {
  return prefix + hash('md5', `${accountSid}/${resourceType}/${day}/${number}`);
}
