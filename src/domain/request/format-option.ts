/** The units of durations on the command line, the longest first, in milliseconds. */
const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 } as const;

/** The value of an option as it is written on the command line; `none` without a value. */
export function formatOption(option: string, value: number | boolean | string | undefined): string {
  if (value === undefined) return 'none';
  return option.endsWith('Ms') ? formatDuration(Number(value)) : String(value);
}

/** A duration in milliseconds, in the longest unit that needs no fraction: `90s`. */
export function formatDuration(ms: number): string {
  const unit = Object.entries(UNITS).find(([, length]) => ms % length === 0);
  return unit ? `${ms / unit[1]}${unit[0]}` : `${ms}ms`;
}
