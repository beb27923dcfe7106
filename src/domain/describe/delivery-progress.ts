import { formatBytes, formatCount, formatDays, formatInstant } from '../format';
import { isDeliverable } from '../ledger/day-state';
import { countDeliverable, NOTHING_DELIVERED, type DeliveryTally, type Ledger } from '../ledger/ledger';
import { expiresAt } from '../twilio/limits';

/** Deliveries in numbers. */
export interface DeliveryProgress extends Omit<DeliveryTally, 'msPerDay'> {
  /** Exported days whose file is still to be fetched. */
  readonly waitingDays: number;
}

/** The deliveries of a ledger; undefined without an archive. */
export function deliveryOf(ledger: Ledger): DeliveryProgress | undefined {
  const waitingDays = countDeliverable(ledger);
  if (waitingDays === 0 && !ledger.delivered) return undefined;
  const { records, bytes, expiredDays, undeliverableDays, trouble } = ledger.delivered ?? NOTHING_DELIVERED;
  return { waitingDays, records, bytes, expiredDays, undeliverableDays, trouble };
}

/** When the first file that is still to be fetched may be gone (ms since 1970); undefined when none is. */
export function oldestDeadline({ days }: Pick<Ledger, 'days'>): number | undefined {
  const made = days.runs.flatMap(({ value }) => (isDeliverable(value) ? [value.madeAfterMs] : []));
  return made.length > 0 ? expiresAt(Math.min(...made)) : undefined;
}

/** Why nothing is submitted while files wait. */
export const HOLDING_BACK = 'Nothing more is submitted until they are: their files would expire meanwhile.';

/** What was fetched, and what had to be asked for again because of its file, in a sentence or two. */
export function describeDelivered({
  records,
  bytes,
  expiredDays,
  undeliverableDays,
}: DeliveryProgress): string {
  const again = [
    ...(expiredDays > 0 ? [`${formatDays(expiredDays)} whose file had gone`] : []),
    ...(undeliverableDays > 0 ? [`${formatDays(undeliverableDays)} without a whole file`] : []),
  ];
  const fetched = `${formatCount(records, 'record')} (${formatBytes(bytes)}) fetched into the archive.`;
  return again.length > 0 ? `${fetched} Asked for again: ${again.join(', ')}.` : fetched;
}

/** The files that are still to be fetched, and the last trouble with one, in sentences. */
export function describeWaitingFiles({ waitingDays, trouble }: DeliveryProgress): string {
  const sentences = [`The files of ${formatDays(waitingDays)} are being fetched into the archive.`];
  if (trouble) sentences.push(`${trouble.day} at ${formatInstant(trouble.atMs)}: ${trouble.message}`);
  return sentences.join(' ');
}
