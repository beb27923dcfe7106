import type { Command } from 'commander';
import { DEFAULT_OPTIONS, flagOf, type ExportOptions, type Reexport } from '../../domain/request/export-options';
import { formatOption } from '../../domain/request/format-option';
import { resolveArchiveLocation } from './resolve-archive';
import { parseDuration } from './parse-duration';
import { collecting } from './usage-error';

/** The options of an export, as given on the command line. */
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
  readonly email?: string;
  readonly webhookUrl?: string;
  readonly webhookMethod?: string;
  readonly friendlyName?: string;
}

/** The options that can change while an export is running: name, placeholder of the value, help. */
const CHANGEABLE: readonly (readonly [name: keyof ExportOptions, value: string, help: string])[] = [
  ['daysPerChunk', ' <n>', 'Days per job'],
  ['openJobs', ' <n>', 'Maximum number of open jobs at Twilio'],
  ['maxAttempts', ' <n>', 'Submissions of a day before it counts as missing'],
  ['resubmitAfterMs', ' <duration>', 'Delay before a failed day is resubmitted; doubles each time'],
  ['pollMinMs', ' <duration>', 'Minimum delay between polls'],
  ['pollMaxMs', ' <duration>', 'Maximum delay between polls'],
  ['ambiguityWaitMs', ' <duration>', 'Time to search for a job after a lost response, before resubmitting'],
  ['stuckAfterMs', ' <duration>', 'Time without progress before a job is shown as stuck'],
  ['cancelWithinMs', ' <duration>', 'Time limit for deleting the jobs of a cancelled export'],
  ['downloads', ' <n>', 'Maximum number of simultaneous downloads'],
  ['email', ' <address>', 'Twilio emails this address when a job completes'],
  ['webhookUrl', ' <url>', 'Twilio calls this https URL when a job completes'],
  ['webhookMethod', ' <method>', 'GET or POST, with --webhook-url'],
  ['friendlyName', ' <text>', 'Text after the name that Dayhaul gives each job'],
  ['newestFirst', '', 'Export the newest days first'],
  ['allowMissing', '', 'Complete successfully even if days are missing'],
];

/** Add the options that can change while an export is running. The help shows `defaults`. */
export function addChangeableOptions(command: Command, defaults?: ExportOptions): Command {
  for (const [name, value, help] of CHANGEABLE)
    command.option(`${flagOf(name)}${value}`, help + (value && defaults?.[name] !== undefined ? defaultOf(name, defaults) : ''));
  return command;
}

/** The default of an option for its help. @example ' (default: 5m)' */
export function defaultOf(name: keyof ExportOptions, defaults: ExportOptions): string {
  return ` (default: ${formatOption(name, defaults[name])})`;
}

/**
 * Parse the given options; adds a sentence to `problems` for each invalid one. A minimum delay above the default maximum raises the
 * maximum.
 */
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
    archive: flags.archive === undefined ? undefined : collecting(problems, () => resolveArchiveLocation(flags.archive ?? '')),
    reexport: flags.reexport as Reexport | undefined,
    newestFirst: flags.newestFirst,
    waitForRecentDays: flags.waitForRecentDays,
    allowMissing: flags.allowMissing,
    email: flags.email,
    webhookUrl: flags.webhookUrl,
    webhookMethod: flags.webhookMethod?.toUpperCase() as ExportOptions['webhookMethod'],
    friendlyName: flags.friendlyName,
    fresh: flags.fresh ?? (flags.reexport === 'all' ? true : undefined),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
