import ms, { type StringValue } from 'ms';

/** The value of an option as it would be written. */
export function formatOption(option: string, value: number | boolean | string | undefined): string {
  if (value === undefined) return 'none';
  return option.endsWith('Ms') ? formatDuration(Number(value)) : String(value);
}

/** A duration in milliseconds as it would be written: `90s`, never rounded. */
function formatDuration(value: number): string {
  const short = ms(value);
  return ms(short as StringValue) === value ? short : `${value / 1000}s`;
}
