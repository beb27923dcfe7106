import ms, { type StringValue } from 'ms';

/** Read a duration to milliseconds; undefined for other texts. @example readDuration('30s') // 30000; also 5m, 2h, 3d */
export function readDuration(text: string): number | undefined {
  const value = /^\d+(\.\d+)?\s*[a-z]+$/i.test(text) ? (ms(text as StringValue) as number | undefined) : undefined;
  return Number.isNaN(value) ? undefined : value;
}
