import { addDays, parseDay, type Day, type DayRange } from '../../domain/days/day-range';
import { newestExportableDay } from '../../domain/twilio/limits';
import type { Flags } from '../action';
import { UsageError } from './usage-error';

/** Parse `--from D --to D|newest`, or `--last 90d`, by this machine's clock. @throws UsageError with every problem */
export function parseRange({ from, to, last }: Flags, nowMs: number): DayRange {
  const newestDay = newestExportableDay(nowMs);
  if (last !== undefined) {
    if (from !== undefined || to !== undefined) throw new UsageError(['Use either --last, or --from and --to, not both.']);
    const days = Number(/^(\d{1,5})d?$/.exec(last)?.[1] ?? 0);
    if (days < 1) throw new UsageError([`--last "${last}" is not a number of days. Use the form 90d.`]);
    return { startDay: addDays(newestDay, 1 - days), endDay: newestDay };
  }
  if (from === undefined) throw new UsageError(['No days selected. Use --from 2024-01-01 --to 2024-03-31, or --last 90d.']);

  const problems: string[] = [];
  const startDay = readDay('--from', from, problems);
  const endDay = to === undefined || to === 'newest' ? newestDay : readDay('--to', to, problems);
  if (startDay && endDay && endDay < startDay) problems.push(`The range ends (${endDay}) before it starts (${startDay}).`);
  if (!startDay || !endDay || problems.length > 0) throw new UsageError(problems);
  return { startDay, endDay };
}

/** Parse the day of an option; adds a sentence to `problems` when it is invalid. */
export function readDay(option: string, text: string, problems: string[]): Day | undefined {
  try {
    return parseDay(text);
  } catch (error) {
    problems.push(`${option}: ${(error as RangeError).message}`);
    return undefined;
  }
}
