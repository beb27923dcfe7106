import { resolve } from 'node:path';
import type { Command } from 'commander';
import { formatArchivePlace, parseArchiveUrl } from '../../archive/stores/archive-url';
import { DEFAULT_OPTIONS, flagOf, formatOption, type ExportOptions } from '../../domain/request/export-options';
import { isFixed } from '../../domain/request/validate-options';
import { parseDuration } from './parse-duration';
import { collecting, UsageError } from './usage-error';

type OptionName = keyof ExportOptions;

/** The options of an export, as given on the command line: without the `Ms` of durations. */
export type OptionFlags = {
  readonly [Name in OptionName as Name extends `${infer Flag}Ms` ? Flag : Name]?: ExportOptions[Name] extends boolean
    ? boolean
    : string;
};

/** The placeholder of the value of an option, its help, and how the value is read; as given, unless it says otherwise. */
type Row = readonly [value: string, help: string, read?: (text: string, flag: string) => unknown];

/** All options; those that can change, in the order of the help. */
const OPTIONS: Readonly<Record<OptionName, Row>> = {
  archive: ['<location>', 'Download files to a folder or s3://bucket/prefix', resolveArchiveLocation],
  reexport: ['<which>', 'Days to export into the archive: "missing" or "all"'],
  lookback: ['<days>', 'Export each day again after this number of days, to include late changes', Number],
  waitForRecentDays: ['', 'Wait for days that are not exportable yet'],
  fresh: ['', 'Request every day, even if Twilio already has it'],
  daysPerChunk: ['<n>', 'Days per job', Number],
  openJobs: ['<n>', 'Maximum number of open jobs at Twilio', Number],
  maxAttempts: ['<n>', 'Submissions of a day before it counts as missing', Number],
  resubmitAfterMs: ['<duration>', 'Delay before a failed day is resubmitted; doubles each time', parseDuration],
  pollMinMs: ['<duration>', 'Minimum delay between polls', parseDuration],
  pollMaxMs: ['<duration>', 'Maximum delay between polls', parseDuration],
  ambiguityWaitMs: ['<duration>', 'Time to search for a job after a lost response, before resubmitting', parseDuration],
  stuckAfterMs: ['<duration>', 'Time without progress before a job is shown as stuck', parseDuration],
  cancelWithinMs: ['<duration>', 'Time limit for deleting the jobs of a cancelled export', parseDuration],
  downloads: ['<n>', 'Maximum number of simultaneous downloads', Number],
  email: ['<address>', 'Twilio emails this address when a job completes'],
  webhookUrl: ['<url>', 'Twilio calls this https URL when a job completes'],
  webhookMethod: ['<method>', 'GET or POST, with --webhook-url', (text) => text.toUpperCase()],
  friendlyName: ['<text>', 'Text after the name that Dayhaul gives each job'],
  newestFirst: ['', 'Export the newest days first'],
  allowMissing: ['', 'Complete successfully even if days are missing'],
};

const NAMES = Object.keys(OPTIONS) as OptionName[];

export const CHANGEABLE = NAMES.filter((name) => !isFixed(name));

/** Add options of an export to a command. The help shows their `defaults`. */
export function addOptions(command: Command, names: readonly OptionName[], defaults?: ExportOptions): Command {
  for (const name of names) {
    const [value, help] = OPTIONS[name];
    const isShown = value !== '' && defaults?.[name] !== undefined;
    command.option(`${flagOf(name)} ${value}`.trim(), isShown ? `${help} (default: ${formatOption(name, defaults[name])})` : help);
  }
  return command;
}

/** Parse the given options; adds a sentence to `problems` for each invalid one. A large minimum delay raises the maximum. */
export function parseOptionFlags(flags: OptionFlags, problems: string[]): Partial<ExportOptions> {
  const given = NAMES.map((name) => {
    const value = flags[name.replace(/Ms$/, '') as keyof OptionFlags];
    const [, , read = (text: string) => text] = OPTIONS[name];
    return [name, typeof value === 'string' ? collecting(problems, () => read(value, flagOf(name))) : value] as const;
  });
  const options: Partial<ExportOptions> = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  const { pollMinMs = 0, pollMaxMs, reexport } = options;
  const isRaised = pollMaxMs === undefined && pollMinMs > DEFAULT_OPTIONS.pollMaxMs;
  return { ...options, ...(isRaised && { pollMaxMs: pollMinMs }), ...(reexport === 'all' && { fresh: true }) };
}

/** Resolve an archive's location. A folder becomes absolute: the worker may run in another one. @throws UsageError */
export function resolveArchiveLocation(text: string): string {
  try {
    const place = parseArchiveUrl(text);
    return place.kind === 'folder' ? resolve(place.path) : formatArchivePlace(place);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError([error.message]) : error;
  }
}
