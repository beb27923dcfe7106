import { addDays, countDays, type DayRange } from './day-range';

/** Split a range into chunks of at most so many days; only the last one may be shorter. Newest first, they are cut from the end. */
export function splitIntoChunks(range: DayRange, daysPerChunk: number, newestFirst = false): DayRange[] {
  const chunks: DayRange[] = [];
  for (let leftDays = countDays(range); leftDays > 0; leftDays -= daysPerChunk) {
    const left = firstChunk(range, leftDays, !newestFirst); // at the other end
    chunks.push(firstChunk(left, daysPerChunk, newestFirst));
  }
  return chunks;
}

/** The chunk of a range that is submitted first. */
export function firstChunk(range: DayRange, daysPerChunk: number, newestFirst = false): DayRange {
  const { startDay, endDay } = range;
  const days = Math.min(daysPerChunk, countDays(range));
  return newestFirst ? { startDay: addDays(endDay, 1 - days), endDay } : { startDay, endDay: addDays(startDay, days - 1) };
}
