import { DAYS_PER_UTC_DAY } from '../twilio/limits';

/** How many days may be requested in one UTC day. */
export type QuotaLimit = number | 'none';

/** The limit that a request brings, and the days of it that only schedules may request. */
export interface RequestLimit {
  readonly limit: QuotaLimit;
  readonly reserve: number;
}

/** The quota that a worker's account shares. */
export interface QuotaSettings {
  /** The accounts of a group, a parent and its subaccounts, share one quota. */
  readonly group: string;
  /** Days that may be requested in one UTC day. */
  readonly days: QuotaLimit;
  /** Days of them that only schedules may request; 10 by default if the account has a schedule. */
  readonly reserve?: number | undefined;
}

/** Read a limit: days from 1 to 366, or `none`; undefined for other texts. @example readLimit('300') // 300 */
export function readLimit(text: string): QuotaLimit | undefined {
  if (text === 'none') return 'none';
  const days = Number(text);
  return /^\d+$/.test(text) && days >= 1 && days <= DAYS_PER_UTC_DAY ? days : undefined;
}
