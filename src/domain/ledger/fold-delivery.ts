import { changeDays } from '../days/day-map';
import type { Day } from '../days/day-range';
import { expiresAt } from '../twilio/limits';
import { isDeliverable, type DayState, type Deliverable } from './day-state';
import { askAgain, type ResubmissionRule } from './day-transitions';
import { NOTHING_DELIVERED, type DeliveryTally, type Ledger } from './ledger';

/** The result of one day of a batch. */
export type DayDelivery = { readonly day: Day } & (
  | { readonly kind: 'delivered'; readonly records: number; readonly bytes: number }
  | { readonly kind: 'empty' }
  /** There is no complete file. */
  | { readonly kind: 'unusable'; readonly message: string }
  /** The file is intact but unreadable: another download would return the same bytes. */
  | { readonly kind: 'unreadable'; readonly message: string }
  /** The download failed; usually temporary. */
  | { readonly kind: 'unfetched'; readonly message: string }
);

export interface BatchDelivery {
  /** Without the days that were not tried. */
  readonly days: readonly DayDelivery[];
  readonly elapsedMs: number;
  /** Twilio's clock at its end, milliseconds since 1970. */
  readonly nowMs: number;
}

export interface DeliveryRetryRule extends ResubmissionRule {
  readonly pollMinMs: number;
  readonly pollMaxMs: number;
  readonly ambiguityWaitMs: number;
}

/** How many ambiguity waits a file may be absent that Twilio reports as made: usually half an hour. */
const FILE_PATIENCE = 20;

/** The ledger after a batch: days in the archive are settled, days with an expired file are planned again, others wait. */
export function recordDelivery(ledger: Ledger, batch: BatchDelivery, rule: DeliveryRetryRule): Ledger {
  let { days } = ledger;
  let tally: DeliveryTally = { ...(ledger.delivered ?? NOTHING_DELIVERED), trouble: undefined };
  for (const delivery of batch.days) {
    days = changeDays<DayState>(days, [{ startDay: delivery.day, endDay: delivery.day }], (before) => {
      if (!isDeliverable(before)) return before;
      const after = stateAfterDelivery(before, delivery, batch.nowMs, rule);
      tally = tallied(tally, delivery, before, after, batch.nowMs);
      return after;
    });
  }
  const fetched = batch.days.filter(({ kind }) => kind === 'delivered' || kind === 'empty').length;
  return { ...ledger, days, delivered: { ...tally, msPerDay: durationAfter(tally.msPerDay, batch, fetched) } };
}

function stateAfterDelivery(before: Deliverable, delivery: DayDelivery, nowMs: number, rule: DeliveryRetryRule): DayState {
  if (delivery.kind === 'delivered') return { state: 'delivered' };
  if (delivery.kind === 'empty') return { state: 'empty' };
  if (delivery.kind === 'unreadable') return { state: 'missing', attempts: before.attempts, reason: 'unreadable' };
  if (nowMs >= expiresAt(before.madeAfterMs)) return { state: 'planned', attempts: before.attempts };
  if (delivery.kind === 'unfetched') return { ...before, notBeforeMs: nowMs + rule.pollMaxMs };
  const { troubledSinceMs = nowMs } = before;
  const troubledForMs = nowMs - troubledSinceMs;
  if (troubledForMs >= FILE_PATIENCE * rule.ambiguityWaitMs) return askAgain(before, 'undeliverable', nowMs, rule);
  return { ...before, troubledSinceMs, notBeforeMs: nowMs + Math.min(Math.max(rule.pollMinMs, troubledForMs / 2), rule.pollMaxMs) };
}

function tallied(tally: DeliveryTally, delivery: DayDelivery, before: Deliverable, after: DayState, nowMs: number): DeliveryTally {
  if (delivery.kind === 'empty') return tally;
  if (delivery.kind === 'delivered') {
    return { ...tally, records: tally.records + delivery.records, bytes: tally.bytes + delivery.bytes };
  }
  const trouble = { day: delivery.day, message: delivery.message, atMs: nowMs };
  if (isDeliverable(after) || delivery.kind === 'unreadable') return { ...tally, trouble };
  if (nowMs >= expiresAt(before.madeAfterMs)) return { ...tally, trouble, expiredDays: tally.expiredDays + 1 };
  return { ...tally, trouble, undeliverableDays: tally.undeliverableDays + 1 };
}

/** The mean of the earlier value and that of the last batch. */
function durationAfter(before: number | undefined, { elapsedMs }: BatchDelivery, fetched: number): number | undefined {
  if (fetched === 0) return before;
  const lately = elapsedMs / fetched;
  return before === undefined ? lately : (before + lately) / 2;
}
