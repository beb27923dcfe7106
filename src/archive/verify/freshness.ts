import { addDays, gapsBetween, rangesOf, startOfDay, type Day, type DayRange } from '../../domain/days/day-range';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { completed, dayFolders, type DayFolder } from '../days/day-folders';
import { DAY_FILES } from '../days/layout';
import { isDiscarded } from '../days/stored-file';
import type { Store } from '../stores/store';

/** How far an archive is whole: each day has a receipt, or a note that it is missing. */
export interface Freshness {
  readonly resourceType: ResourceType;
  /** From the first day with a receipt or a note to the last one; absent for an empty archive. */
  readonly range?: DayRange | undefined;
  /** The last day with a receipt before the first gap. */
  readonly newestWholeDay?: Day | undefined;
  /** From the end of that day (UTC) to now, in milliseconds. */
  readonly ageMs?: number | undefined;
  /** The first days without a receipt or a note, although later days have one. */
  readonly gap?: DayRange | undefined;
  /** Days before the first gap with no more than a note. */
  readonly missing: readonly DayRange[];
  /** Set when the last day has not ended by the clock of this machine: the clock is wrong. */
  readonly isAhead: boolean;
  readonly isFresh: boolean;
}

/** Read how far an archive is whole, by a listing alone: receipts are not read. */
export async function readFreshness(
  store: Store,
  resourceType: ResourceType,
  { nowMs, maxAgeMs }: { readonly nowMs: number; readonly maxAgeMs: number },
): Promise<Freshness> {
  const known: Day[] = [];
  const noted: Day[] = [];
  let hasGap = false;
  for await (const listed of dayFolders(store, resourceType, undefined)) {
    // A store may list a new file with a delay; after a gap that no longer matters.
    const folder = hasGap || isKnown(listed) ? listed : await completed(store, listed);
    if (!isKnown(folder)) {
      hasGap ||= known.length > 0;
      continue;
    }
    known.push(folder.day);
    if (!has(folder, DAY_FILES.receipt)) noted.push(folder.day);
  }
  const [startDay, endDay] = [known[0], known.at(-1)];
  if (!startDay || !endDay) return { resourceType, missing: [], isAhead: false, isFresh: false };
  const [gap] = gapsBetween(known);
  const wholeUntil = gap ? addDays(gap.startDay, -1) : endDay;
  const missing = rangesOf(noted.filter((day) => day <= wholeUntil));
  const newestWholeDay = known.findLast((day) => day <= wholeUntil && !noted.includes(day));
  const ageMs = newestWholeDay && nowMs - endOf(newestWholeDay);
  const isAhead = endOf(endDay) > nowMs;
  const isFresh = ageMs !== undefined && ageMs <= maxAgeMs && !isAhead;
  return { resourceType, range: { startDay, endDay }, newestWholeDay, ageMs, gap, missing, isAhead, isFresh };
}

/** The days of a range without a receipt or a note, by a listing alone: a day that is listed late is missing. */
export async function findMissingDays(store: Store, resourceType: ResourceType, range: DayRange) {
  const known: Day[] = [];
  for await (const folder of dayFolders(store, resourceType, range)) if (isKnown(folder)) known.push(folder.day);
  return { newestDay: known.at(-1), missing: gapsBetween(known, range) };
}

function isKnown(folder: DayFolder): boolean {
  return has(folder, DAY_FILES.receipt) || has(folder, DAY_FILES.missing);
}

function has({ files }: DayFolder, name: string): boolean {
  const file = files.get(name);
  return file !== undefined && !isDiscarded(file);
}

function endOf(day: Day): number {
  return startOfDay(addDays(day, 1));
}
