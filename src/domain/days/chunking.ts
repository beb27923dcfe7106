import { addDays, type DayRange } from './day-range';

/**
 * Split a range into chunks of at most so many days; joined, they give the range back.
 *
 * Oldest first, the last chunk may be shorter. Newest first, chunks are cut from the end, so that the newest chunk is a full one.
 */
export function splitIntoChunks(range: DayRange, daysPerChunk: number, newestFirst = false): DayRange[] {
  const chunks: DayRange[] = [];
  let rest: DayRange | undefined = range;
  while (rest) {
    const chunk = firstChunk(rest, daysPerChunk, newestFirst);
    chunks.push(chunk);
    rest = newestFirst
      ? rangeBetween(rest.startDay, addDays(chunk.startDay, -1))
      : rangeBetween(addDays(chunk.endDay, 1), rest.endDay);
  }
  return chunks;
}

/** The chunk of a range that is submitted first. */
export function firstChunk(range: DayRange, daysPerChunk: number, newestFirst = false): DayRange {
  if (newestFirst) {
    const startDay = addDays(range.endDay, 1 - daysPerChunk);
    return { startDay: startDay < range.startDay ? range.startDay : startDay, endDay: range.endDay };
  }
  const endDay = addDays(range.startDay, daysPerChunk - 1);
  return { startDay: range.startDay, endDay: endDay > range.endDay ? range.endDay : endDay };
}

function rangeBetween(startDay: DayRange['startDay'], endDay: DayRange['endDay']): DayRange | undefined {
  return startDay <= endDay ? { startDay, endDay } : undefined;
}
