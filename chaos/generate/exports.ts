import { addDays, daysIn, spell, type DayRange } from '../calendar';
import { times, type Chance } from '../random';
import { RESOURCE_TYPES, type ExportOptions, type ExportSpec } from '../scenario';

/** One to three exports; of one type, they overlap more often than not. */
export function drawExports(chance: Chance, newestDay: string): readonly ExportSpec[] {
  const count = chance.oneOf([1, 1, 2, 2, 3]);
  const firstType = chance.oneOf(RESOURCE_TYPES);
  const exports = times(count, (index) => {
    const resourceType = chance.percent(60) ? firstType : chance.oneOf(RESOURCE_TYPES);
    const { range, waitForRecentDays } = drawRange(chance, newestDay);
    return {
      resourceType,
      range,
      startsAfterMs: index === 0 || chance.percent(50) ? 0 : chance.between(50, 900),
      options: { ...drawOptions(chance, range), waitForRecentDays },
      startsAgain: chance.percent(50),
      isArchived: false,
    };
  });
  return [...new Map(exports.map((spec) => [`${spec.resourceType} ${spell(spec.range)}`, spec])).values()];
}

/** How many days a range has. */
export function lengthOf(range: DayRange): number {
  return daysIn(range).length;
}

/** A few reach into days that cannot be exported yet. */
function drawRange(chance: Chance, newestDay: string): { range: DayRange; waitForRecentDays: boolean } {
  const isRecent = chance.percent(8);
  const endDay = addDays(newestDay, isRecent ? 1 : -chance.between(0, 15));
  const startDay = addDays(endDay, -chance.between(4, chance.oneOf([12, 24, 36])));
  return { range: { startDay, endDay }, waitForRecentDays: isRecent && chance.percent(70) };
}

function drawOptions(chance: Chance, range: DayRange): Omit<ExportOptions, 'waitForRecentDays'> {
  const days = lengthOf(range);
  return {
    daysPerChunk: chance.between(Math.ceil(days / 8), Math.ceil(days / 2)),
    openJobs: chance.between(1, 4),
    maxAttempts: chance.between(1, 3),
    newestFirst: chance.percent(25),
    allowMissing: chance.percent(25),
  };
}
