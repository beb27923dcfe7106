import ms, { type StringValue } from 'ms';
import { UsageError } from './usage-error';

/**
 * A duration such as `30s`, `5m`, `2h`, `250ms` or `3d`, in milliseconds.
 *
 * @throws UsageError when it is not one; a bare number is not, since its unit would be a guess
 */
export function parseDuration(text: string): number {
  const value = /^\d+(\.\d+)?\s*[a-z]+$/i.test(text)
    ? (ms(text as StringValue) as number | undefined)
    : undefined;
  if (value === undefined || Number.isNaN(value)) {
    throw new UsageError([`"${text}" is not a duration; write it as 30s, 5m, 2h or 3d.`]);
  }
  return value;
}
