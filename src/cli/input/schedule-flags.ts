import type { ScheduleSpec } from '../../client/schedules/put-schedule';
import { readTimeOfDay } from '../../client/schedules/time-of-day';
import { isAccountLabel } from '../../contract/ids';
import { DEFAULT_OPTIONS } from '../../domain/request/export-options';
import { validateRequest } from '../../domain/request/export-request';
import type { RelativeRange } from '../../domain/request/relative-range';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { parseOptionFlags, type OptionFlags } from './option-flags';
import { readDay } from './parse-range';
import { UsageError } from './usage-error';

/** The options of `schedule create` as they are written on the command line. */
export interface ScheduleCreateFlags extends OptionFlags {
  readonly resourceType: string;
  readonly account: string;
  readonly at?: string;
  readonly firstDay?: string;
}

/** A day file lives so long: what is older cannot be seen at Twilio, and would be asked for every night. */
const DAYS_WITHOUT_ARCHIVE = 7;

/** A job that tells nothing new is left to the next night, which would not begin otherwise. */
const STUCK_AFTER_MS = 20 * 3_600_000;

const DEFAULT_TIME = '03:00';

/**
 * Read what a person wants to be kept up to date.
 *
 * @throws UsageError that lists every problem, not only the first
 */
export function parseScheduleFlags(flags: ScheduleCreateFlags): ScheduleSpec {
  const problems: string[] = [];
  const { account, resourceType } = flags;
  const options = {
    ...DEFAULT_OPTIONS,
    stuckAfterMs: STUCK_AFTER_MS,
    ...parseOptionFlags(flags, problems),
  };
  const at = readTimeOfDay(flags.at ?? DEFAULT_TIME);
  if (!at) problems.push(`--at "${flags.at ?? ''}" is not a time of day (UTC); write it as 03:00.`);
  if (!isAccountLabel(account)) {
    problems.push(`"${account}" is not an account label: letters, digits, dots, dashes, underscores.`);
  }
  const range = readRelativeRange(flags, problems);
  problems.push(...validateRequest({ resourceType, range: range ?? { lastDays: 1 }, options }));
  if (!at || !range || problems.length > 0) throw new UsageError(problems);
  return { account, resourceType: resourceType as ResourceType, at, range, options };
}

function readRelativeRange(
  { archive, firstDay: text }: ScheduleCreateFlags,
  problems: string[],
): RelativeRange | undefined {
  if (archive === undefined && text === undefined) return { lastDays: DAYS_WITHOUT_ARCHIVE };
  if (archive === undefined) {
    problems.push(
      `--first-day goes with --archive: without one, Dayhaul sees only the files of the last ${DAYS_WITHOUT_ARCHIVE} days.`,
    );
  } else if (text === undefined) {
    problems.push('Give --first-day with --archive: the first day that the archive is to have.');
  }
  const firstDay = text === undefined ? undefined : readDay('--first-day', text, problems);
  return firstDay && { firstDay };
}
