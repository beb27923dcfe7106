const DAY_MS = 86_400_000;

/** How long Twilio keeps a day file after making it, and lists a job after its last day is final. */
export const RETENTION_MS = 7 * DAY_MS;

/** The UTC day of an instant, as `yyyy-mm-dd`. */
export function dayAt(instantMs: number): string {
  return new Date(instantMs).toISOString().slice(0, 10);
}

/** Whether two instants are on the same UTC day. */
export function isSameUtcDay(oneMs: number, otherMs: number): boolean {
  return Math.floor(oneMs / DAY_MS) === Math.floor(otherMs / DAY_MS);
}

/** Whether a text is a day of the calendar written `yyyy-mm-dd`; 30 February is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instantMs = Date.parse(text);
  return !Number.isNaN(instantMs) && dayAt(instantMs) === text;
}

/** The last day a job may ask for: two days before today in UTC. */
export function newestExportableDay(nowMs: number): string {
  return dayAt(nowMs - 2 * DAY_MS);
}

/** Every day of a range, both ends included. */
export function daysOfRange(startDay: string, endDay: string): readonly string[] {
  const startMs = Date.parse(startDay);
  const count = Math.round((Date.parse(endDay) - startMs) / DAY_MS) + 1;
  return Array.from({ length: count }, (_, index) => dayAt(startMs + index * DAY_MS));
}
