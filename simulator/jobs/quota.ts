import { TwilioError } from '../wire/twilio-error';

/** The days that may be requested in one UTC day, and the response to a create beyond them. */
export interface Quota {
  /** For a parent account and its subaccounts together. Twilio documents 366; `Infinity` is no quota. */
  readonly days: number;
  /** The status of a rejection, which is not documented. */
  readonly refusal: 400 | 429;
  /** Whether all resource types share the days, or each has its own. */
  readonly countedOver: 'allTypes' | 'eachType';
  /** Whether a day that failed or was deleted may be requested once more on the same UTC day. */
  readonly givesBack: 'nothing' | 'failedAndDeletedDays';
}

/** No quota. With `days` set, it is as strict as the sources allow. */
export const DEFAULT_QUOTA: Quota = { days: Infinity, refusal: 400, countedOver: 'allTypes', givesBack: 'nothing' };

/** Twilio documents the limit, and neither status, code nor words of the refusal: these are the simulator's choice. */
export function quotaExceeded({ days, refusal }: Quota): TwilioError {
  const message = `The limit of ${days} days per calendar day is exceeded. Wait until the next UTC calendar day`;
  return new TwilioError(refusal, refusal === 429 ? 20429 : 20001, message);
}
