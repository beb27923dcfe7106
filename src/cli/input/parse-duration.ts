import { readDuration } from '../../settings/duration';
import { UsageError } from './usage-error';

/** Parse a duration to milliseconds. @throws UsageError @example parseDuration('30s', '--poll-min') // 30000; also 5m, 2h, 3d */
export function parseDuration(text: string, flag: string): number {
  const value = readDuration(text);
  if (value === undefined) throw new UsageError([`${flag}: "${text}" is not a duration. Use the form 30s, 5m, 2h or 3d.`]);
  return value;
}
