import ms, { type StringValue } from 'ms';
import { UsageError } from './usage-error';

/**
 * A duration such as `30s`, `5m`, `2h`, `250ms` or `3d`, in milliseconds; `flag` is the option it was given for.
 *
 * @throws UsageError when it is not one; a bare number is not, since its unit would be a guess
 */
export function parseDuration(flag: string, text: string): number {
  const isDuration = /^\d+(\.\d+)?\s*[a-z]+$/i.test(text);
  const value = isDuration ? (ms(text as StringValue) as number | undefined) : undefined;
  if (value === undefined || Number.isNaN(value)) {
    throw new UsageError([`${flag}: "${text}" is not a duration; write it as 30s, 5m, 2h or 3d.`]);
  }
  return value;
}
