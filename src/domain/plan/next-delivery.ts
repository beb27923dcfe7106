import { rangeOfSpan, spansWhere } from '../days/day-map';
import type { DayRange } from '../days/day-range';
import { isDeliverable } from '../ledger/day-state';
import type { Ledger } from '../ledger/ledger';

/** Neighbouring days to download, with the facts that they share. */
export interface DeliverableDays {
  readonly range: DayRange;
  readonly madeAfterMs: number;
  readonly jobSid?: string | undefined;
  readonly isEmpty?: true | undefined;
  /** Set after a try without a file, or without a complete one. */
  readonly isTroubled?: true | undefined;
}

export type DeliveryStep =
  | { readonly step: 'deliver'; readonly days: readonly DeliverableDays[] }
  /** Nothing can be downloaded before an instant of Twilio's clock (milliseconds since 1970). */
  | { readonly step: 'wait'; readonly untilMs: number }
  | { readonly step: 'rest' };

const BATCH_DAYS = 50; // few enough for a short batch, and enough to add little to the history

/** Plan the next batch of downloads at an instant of Twilio's clock: files that expire first come first. */
export function nextDelivery({ days }: Pick<Ledger, 'days'>, nowMs: number): DeliveryStep {
  const waiting = spansWhere(days, isDeliverable);
  if (waiting.length === 0) return { step: 'rest' };
  const ready = waiting.filter(({ value: { notBeforeMs = 0 } }) => notBeforeMs <= nowMs);
  if (ready.length === 0) return { step: 'wait', untilMs: Math.min(...waiting.map(({ value }) => value.notBeforeMs ?? 0)) };
  const batch: DeliverableDays[] = [];
  let left = BATCH_DAYS;
  ready.sort((one, other) => one.value.madeAfterMs - other.value.madeAfterMs || one.from - other.from);
  for (const { from, until: end, value } of ready) {
    if (left === 0) break;
    const until = Math.min(end, from + left);
    const { madeAfterMs, jobSid, isEmpty, troubledSinceMs } = value;
    const marks = { isEmpty, ...(troubledSinceMs !== undefined && { isTroubled: true as const }) };
    batch.push({ range: rangeOfSpan(days, { from, until }), madeAfterMs, jobSid, ...marks });
    left -= until - from;
  }
  return { step: 'deliver', days: batch };
}
