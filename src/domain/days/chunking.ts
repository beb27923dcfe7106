import { addDays, type DayRange } from './day-range';

/** Split a range into chunks of at most so many days; only the last one may be shorter. Newest first, they are cut from the end. */
export function splitIntoChunks(range: DayRange, daysPerChunk: number, newestFirst = false): DayRange[] {
  const chunks: DayRange[] = [];
  let { startDay, endDay } = range;
  while (startDay <= endDay) {
    const chunk = firstChunk({ startDay, endDay }, daysPerChunk, newestFirst);
    chunks.push(chunk);
    if (newestFirst) endDay = addDays(chunk.startDay, -1);
    else startDay = addDays(chunk.endDay, 1);
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
