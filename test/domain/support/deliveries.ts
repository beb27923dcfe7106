import { changeDays } from '../../../src/domain/days/day-map';
import type { DayState, Deliverable } from '../../../src/domain/ledger/day-state';
import { recordDelivery, type DayDelivery } from '../../../src/domain/ledger/fold-delivery';
import type { Ledger } from '../../../src/domain/ledger/ledger';
import { MINUTE, NOON, SECOND } from './instants';
import { planned, RULE } from './ledgers';
import { marchDays, marches } from './march';

export const PATIENCE = { ...RULE, pollMinMs: 30 * SECOND, pollMaxMs: 15 * MINUTE, ambiguityWaitMs: 90 * SECOND };

/** A ledger over days of March 2024, some of which have a file to fetch. */
export function deliverable(
  range: string,
  days = range,
  facts: Partial<Deliverable> = {},
  before: Ledger = planned(range),
): Ledger {
  const day: Deliverable = { state: 'exported', attempts: 1, madeAfterMs: NOON, ...facts };
  return { ...before, days: changeDays<DayState>(before.days, marches(days), () => day) };
}

/** A wait for the file of days that are told as they came out. */
export type Told =
  | { readonly kind: 'delivered'; readonly records: number; readonly bytes: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unusable' | 'unreadable' | 'unfetched'; readonly message: string };

/** The ledger after some days of March 2024 came out alike. */
export function deliver(ledger: Ledger, days: string, told: Told, nowMs = NOON, elapsedMs = SECOND): Ledger {
  const deliveries = marchDays(days).map((day): DayDelivery => ({ day, ...told }));
  return recordDelivery(ledger, { days: deliveries, elapsedMs, nowMs }, PATIENCE);
}
