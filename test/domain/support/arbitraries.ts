import fc from 'fast-check';
import { dayRange, days } from '../../support/days';
import { addDays, countDays, daysOf, type Day, type DayRange } from '../../../src/domain/days/day-range';
import { DAY_STATUSES, type DayFile, type StatusGroup } from '../../../src/domain/twilio/job-snapshot';

/** Three centuries that do not begin alike: 1900 and 2100 have no leap day, 2000 has one. */
const CENTURIES = days('1895-01-01..2105-12-31');

/** A day near some range, in it more often than not. */
function anyDayNear({ startDay, endDay }: DayRange, distance = 3): fc.Arbitrary<Day> {
  return fc
    .integer({ min: -distance, max: countDays({ startDay, endDay }) - 1 + distance })
    .map((offset) => addDays(startDay, offset));
}

/** A range of at most so many days, in any year around three turns of a century. */
export function anyRange(mostDays: number): fc.Arbitrary<DayRange> {
  return fc
    .tuple(
      fc.oneof(
        anyDayNear(CENTURIES, 0),
        fc.constantFrom('1900-02-27', '2000-02-27', '2024-02-27', '2099-12-30').map((day) => day as Day),
      ),
      fc.integer({ min: 1, max: mostDays }),
    )
    .map(([startDay, length]) => dayRange(startDay, addDays(startDay, length - 1)));
}

/** A range that may stick out of another one or lie outside of it. */
export function anyRangeNear(range: DayRange): fc.Arbitrary<DayRange> {
  return fc
    .tuple(anyDayNear(range), anyDayNear(range))
    .map(([one, other]) => (one < other ? dayRange(one, other) : dayRange(other, one)));
}

/** Whatever an API may write into the `details` of a job: odd words, no counts, no days, strange and twice named days. */
export function anyGroups(range: DayRange): fc.Arbitrary<StatusGroup[]> {
  const word = fc.oneof(fc.constantFrom(...DAY_STATUSES), fc.constantFrom('COMPLETED', 'failed', ' Running ', 'Pondering', ''));
  const group = fc
    .record({
      status: word,
      count: fc.option(fc.nat({ max: countDays(range) + 1 })),
      days: fc.option(fc.array(anyDayNear(range), { maxLength: 6 })),
    })
    .map(({ status, count, days: named }): StatusGroup => ({
      status,
      ...(count !== null && { count }),
      ...(named !== null && { days: named }),
    }));
  const plain = word.map((status): StatusGroup[] => [{ status, days: daysOf(range) }]);
  return fc.oneof({ weight: 2, arbitrary: fc.array(group, { maxLength: 4 }) }, plain);
}

/** Day files around a range, made any time. */
export function anyFiles(range: DayRange): fc.Arbitrary<DayFile[]> {
  const file = fc.record({ day: anyDayNear(range), createdOn: anyDayNear(range, 20) });
  return fc.array(
    file.map((made): DayFile => ({ ...made, size: 1 })),
    { maxLength: 12 },
  );
}
