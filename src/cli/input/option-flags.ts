import type { Command } from 'commander';
import {
  DEFAULT_OPTIONS,
  flagOf,
  type ExportOptions,
  type Reexport,
} from '../../domain/request/export-options';
import { resolveArchiveLocation } from './resolve-archive';
import { parseDuration } from './parse-duration';
import { collecting } from './usage-error';

/** How an export goes about its work, as it is written on the command line. */
export interface OptionFlags {
  readonly daysPerChunk?: string;
  readonly openJobs?: string;
  readonly maxAttempts?: string;
  readonly resubmitAfter?: string;
  readonly pollMin?: string;
  readonly pollMax?: string;
  readonly ambiguityWait?: string;
  readonly stuckAfter?: string;
  readonly cancelWithin?: string;
  readonly archive?: string;
  readonly downloads?: string;
  readonly reexport?: string;
  readonly lookback?: string;
  readonly newestFirst?: boolean;
  readonly waitForRecentDays?: boolean;
  readonly allowMissing?: boolean;
  readonly fresh?: boolean;
}

/** Add the options that can be changed while an export runs. */
export function addChangeableOptions(command: Command): Command {
  return command
    .option('--days-per-chunk <n>', 'days in one job, 1 to 366 (default: 91)')
    .option('--open-jobs <n>', 'jobs open at Twilio at the same time (default: 4)')
    .option('--max-attempts <n>', 'submissions of a day before it is given up (default: 3)')
    .option('--resubmit-after <duration>', 'cooldown of a failed day, doubling (default: 5m)')
    .option('--poll-min <duration>', 'shortest wait between two polls (default: 30s)')
    .option('--poll-max <duration>', 'longest wait between two polls (default: 15m)')
    .option('--ambiguity-wait <duration>', 'how long a create without an answer is looked for (default: 90s)')
    .option(
      '--stuck-after <duration>',
      'a job that tells nothing new for so long is shown as stuck (default: 3d)',
    )
    .option(
      '--cancel-within <duration>',
      'how long a cancelled export tries to delete its jobs (default: 10m)',
    )
    .option('--downloads <n>', 'files fetched into the archive at the same time (default: 4)')
    .option('--newest-first', 'begin with the newest days')
    .option('--allow-missing', 'end well although days are missing');
}

/** The options that were given, what is wrong with them noted; a shortest wait above the usual longest one raises that, too. */
export function parseOptionFlags(flags: OptionFlags, problems: string[]): Partial<ExportOptions> {
  const duration = (name: keyof ExportOptions, text: string | undefined) =>
    text === undefined ? undefined : collecting(problems, () => parseDuration(flagOf(name), text));
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  const pollMinMs = duration('pollMinMs', flags.pollMin);
  const raised = pollMinMs !== undefined && pollMinMs > DEFAULT_OPTIONS.pollMaxMs ? pollMinMs : undefined;
  const given = {
    daysPerChunk: number(flags.daysPerChunk),
    openJobs: number(flags.openJobs),
    maxAttempts: number(flags.maxAttempts),
    resubmitAfterMs: duration('resubmitAfterMs', flags.resubmitAfter),
    pollMinMs,
    pollMaxMs: duration('pollMaxMs', flags.pollMax) ?? raised,
    ambiguityWaitMs: duration('ambiguityWaitMs', flags.ambiguityWait),
    stuckAfterMs: duration('stuckAfterMs', flags.stuckAfter),
    cancelWithinMs: duration('cancelWithinMs', flags.cancelWithin),
    downloads: number(flags.downloads),
    lookback: number(flags.lookback),
    archive:
      flags.archive === undefined
        ? undefined
        : collecting(problems, () => resolveArchiveLocation(flags.archive ?? '')),
    reexport: flags.reexport as Reexport | undefined,
    newestFirst: flags.newestFirst,
    waitForRecentDays: flags.waitForRecentDays,
    allowMissing: flags.allowMissing,
    fresh: flags.fresh ?? (flags.reexport === 'all' ? true : undefined),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
