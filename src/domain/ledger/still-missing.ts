import { daysOf, type Day, type DayRange } from '../days/day-range';

/** The days that are missing after exports of one resource type ended in this order: for each day, its last end counts. */
export function stillMissing(ends: readonly { readonly range: DayRange; readonly missing: readonly DayRange[] }[]): readonly Day[] {
  return ends.reduce<readonly Day[]>((before, { range, missing }) => {
    const others = before.filter((day) => day < range.startDay || day > range.endDay);
    return [...others, ...missing.flatMap(daysOf)];
  }, []);
}
