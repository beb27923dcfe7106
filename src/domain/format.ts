const BYTE_UNITS = ['kB', 'MB', 'GB', 'TB'];

/** `1 day`, `2 days`. */
export function formatDays(days: number): string {
  return formatCount(days, 'day');
}

/** A number with its noun, which takes an s unless the number is one. */
export function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** An instant as people read it: `2024-01-31 12:05:00 UTC`. */
export function formatInstant(instantMs: number): string {
  return `${new Date(instantMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A number of bytes as people read it, in powers of a thousand: `999 bytes`, `1.2 kB`, `4.5 GB`. */
export function formatBytes(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), BYTE_UNITS.length);
  const unit = BYTE_UNITS[power - 1];
  return unit === undefined ? formatCount(bytes, 'byte') : `${(bytes / 1000 ** power).toFixed(1)} ${unit}`;
}

/** A bar of `width` blocks with its share in whole percent, rounded down. @example drawBar(3, 10, 5) // '█░░░░  30 %' */
export function drawBar(done: number, total: number, width: number): string {
  const filled = Math.floor((done * width) / total);
  const percent = String(Math.floor((done * 100) / total)).padStart(3);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${percent} %`;
}
