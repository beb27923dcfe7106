/** A create that Twilio refused. */
export interface RefusedCreate {
  readonly httpStatus?: number | undefined;
  readonly twilioCode?: number | undefined;
  /** Twilio's words. */
  readonly message: string;
}

/**
 * Whether a refusal says that the UTC day's quota is spent. Twilio documents the rule and neither status nor code
 * (https://www.twilio.com/docs/usage/bulkexport), so the words decide: they speak of the 366, or of a daily limit.
 */
export function isQuotaRefusal({ message }: RefusedCreate): boolean {
  const isOfLimit = /\b(quota|limit|maximum|exceed\w*)\b/i.test(message);
  const isOfDays = /\b(366|calendar day|per day|daily|24 hours|next (UTC )?day)\b/i.test(message);
  return isOfLimit && isOfDays;
}

/** What two refusals have in common when they are for the same reason. */
export function signatureOf({ httpStatus, twilioCode }: RefusedCreate): string {
  return `${httpStatus ?? 'no status'}/${twilioCode ?? 'no code'}`;
}
