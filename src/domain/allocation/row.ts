import { addDays, intersection, type DayRange } from '../days/day-range';
import type { ResourceType } from '../twilio/resource-type';

/** An account and a resource type of a group that shares a quota. */
export interface Row {
  /** Label of the account. */
  readonly account: string;
  readonly resourceType: ResourceType;
  /** In order, apart from each other: days without a file, and days whose file the lookback replaces. */
  readonly missing: readonly DayRange[];
  /** When its backfill was last served, ms since 1970: by the receipt of the day before the first missing one. */
  readonly backfilledAtMs?: number | undefined;
}

/** The missing days before the daily need: the backfill of a row. */
export function backfillOf({ missing: [first, ...others] }: Row, need: DayRange): DayRange[] {
  if (!first || first.startDay >= need.startDay) return [];
  const before = { startDay: first.startDay, endDay: addDays(need.startDay, -1) };
  return [first, ...others].flatMap((range) => intersection(range, before) ?? []);
}
