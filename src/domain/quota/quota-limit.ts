import { DAYS_PER_UTC_DAY } from '../twilio/limits';

/** How many days may be requested in one UTC day. */
export type QuotaLimit = number | 'none';

/** Which quota a worker's account shares, and what is known of it. */
export interface QuotaSettings {
  /** The accounts of a group, a parent and its subaccounts, share one quota. */
  readonly group: string;
  /** Days that may be requested in one UTC day. */
  readonly days: QuotaLimit;
  /** Days of them that only schedules may request; some where there is a schedule, unless told. */
  readonly reserve?: number | undefined;
}

/** A limit as people write it: a whole number of days from 1 to 366, or `none`; undefined when it is neither. */
export function readLimit(text: string): QuotaLimit | undefined {
  if (text === 'none') return 'none';
  const days = Number(text);
  return /^\d+$/.test(text) && days >= 1 && days <= DAYS_PER_UTC_DAY ? days : undefined;
}
