const DAY_MS = 86_400_000;

/** All days from the first to the last. */
export function daysBetween(from: string, to: string): string[] {
  const firstMs = Date.parse(from);
  const count = (Date.parse(to) - firstMs) / DAY_MS + 1;
  return Array.from({ length: count }, (_, index) => new Date(firstMs + index * DAY_MS).toISOString().slice(0, 10));
}

/** Days in order as ranges without gaps, each of at most so many days. */
export function rangesOf(days: readonly string[], most: number): string[][] {
  const ranges: string[][] = [];
  for (const day of days) {
    const range = ranges.at(-1);
    const isNext = range !== undefined && Date.parse(day) - Date.parse(range.at(-1) ?? '') === DAY_MS;
    if (isNext && range.length < most) range.push(day);
    else ranges.push([day]);
  }
  return ranges;
}
