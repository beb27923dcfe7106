/** `1 day`, `2 days`. */
export function spokenDays(days: number): string {
  return spokenCount(days, 'day');
}

/** A number with its noun, which takes an s unless the number is one. */
export function spokenCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** An instant as people read it: `2024-01-31 12:05:00 UTC`. */
export function spokenInstant(instantMs: number): string {
  return `${new Date(instantMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
