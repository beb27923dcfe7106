import { countWhere, rangeOfSpan, spansWhere } from '../days/day-map';
import type { Day } from '../days/day-range';
import { formatBytes, formatCount, formatDays, formatInstant } from '../format';
import { isDeliverable } from '../ledger/day-state';
import { NOTHING_DELIVERED, type DeliveryTally, type Ledger } from '../ledger/ledger';
import { expiresAt } from '../twilio/limits';

export interface DeliveryProgress extends Omit<DeliveryTally, 'msPerDay'> {
  /** Exported days whose file is not downloaded yet. */
  readonly waitingDays: number;
}

/** The deliveries of a ledger; undefined before the first one, and without an archive. */
export function deliveryOf(ledger: Ledger): DeliveryProgress | undefined {
  const waitingDays = countWhere(ledger.days, isDeliverable);
  if (waitingDays === 0 && !ledger.delivered) return undefined;
  const { records, bytes, expiredDays, undeliverableDays, trouble } = ledger.delivered ?? NOTHING_DELIVERED;
  return { waitingDays, records, bytes, expiredDays, undeliverableDays, trouble };
}

/** When the first file that is not downloaded yet may expire (ms since 1970); undefined when there is none. */
export function oldestDeadline({ days }: Pick<Ledger, 'days'>): number | undefined {
  const made = days.runs.flatMap(({ value }) => (isDeliverable(value) ? [value.madeAfterMs] : []));
  return made.length > 0 ? expiresAt(Math.min(...made)) : undefined;
}

/** The newest day of an export in its archive, with records or without; undefined when there is none. */
export function newestDelivered({ days }: Pick<Ledger, 'days'>): Day | undefined {
  const inArchive = spansWhere(days, (day) => day.state === 'delivered' || day.state === 'empty').at(-1);
  return inArchive && rangeOfSpan(days, inArchive).endDay;
}

/** What was downloaded, and which days were requested again because of their file. */
export function describeDelivered({ records, bytes, expiredDays, undeliverableDays }: DeliveryProgress): string {
  const again = [
    ...(expiredDays > 0 ? [`${formatDays(expiredDays)} with an expired file`] : []),
    ...(undeliverableDays > 0 ? [`${formatDays(undeliverableDays)} without a complete file`] : []),
  ];
  const fetched = `${formatCount(records, 'record')} (${formatBytes(bytes)}) downloaded to the archive.`;
  return again.length > 0 ? `${fetched} Requested again: ${again.join(', ')}.` : fetched;
}

/** The downloads in progress, and the last error. */
export function describeWaitingFiles({ waitingDays, trouble }: DeliveryProgress): string {
  const lastError = trouble ? ` Last error: ${trouble.day}, at ${formatInstant(trouble.atMs)}: ${trouble.message}` : '';
  return `Downloading the files of ${formatDays(waitingDays)} to the archive.${lastError}`;
}
