import { TwilioError } from '../wire/twilio-error';

/** How many days may be requested in one UTC day, and what becomes of a create that asks for more. */
export interface Quota {
  /** For a parent account and its subaccounts together. Twilio documents 366; `Infinity` is no quota. */
  readonly days: number;
  /** The status of a refusal, which no source tells. */
  readonly refusal: 400 | 429;
  /** Whether all resource types draw on the same days, or each has so many of its own. */
  readonly countedOver: 'allTypes' | 'eachType';
  /** Whether a day that failed or was deleted may be requested once more on the same UTC day. */
  readonly givesBack: 'nothing' | 'failedAndDeletedDays';
}

/** No quota. Whoever sets `days` gets it as strict as the sources allow. */
export const DEFAULT_QUOTA: Quota = {
  days: Infinity,
  refusal: 400,
  countedOver: 'allTypes',
  givesBack: 'nothing',
};

/** Twilio documents the limit, and neither status, code nor words of the refusal: these are the simulator's choice. */
export function quotaExceeded({ days, refusal }: Quota): TwilioError {
  const message = `The limit of ${days} days per calendar day is exceeded. Wait until the next UTC calendar day`;
  return new TwilioError(refusal, refusal === 429 ? 20429 : 20001, message);
}
