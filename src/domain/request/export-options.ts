import { DAYS_PER_UTC_DAY } from '../twilio/limits';
import { isRecord } from '../shape';
import { formatOption } from './format-option';
import { JOB_PARAMETERS, validateJobParameters, type JobParameters } from './job-parameters';

/** The options of an export. All durations are milliseconds. */
export interface ExportOptions extends JobParameters {
  /** Maximum number of days per job. */
  readonly daysPerChunk: number;
  /** Maximum number of open jobs at Twilio. */
  readonly openJobs: number;
  /** Submissions of a day before it counts as missing. */
  readonly maxAttempts: number;
  /** Delay before a failed day is resubmitted; doubles with each attempt. */
  readonly resubmitAfterMs: number;
  /** Minimum delay between polls, except for the first poll of a job. */
  readonly pollMinMs: number;
  /** Maximum delay between polls. */
  readonly pollMaxMs: number;
  /** How long to search for a job after a lost response to its creation, before it counts as not created. */
  readonly ambiguityWaitMs: number;
  /** Export the newest days first. */
  readonly newestFirst: boolean;
  /** Wait for days that are not exportable yet, instead of leaving them out. */
  readonly waitForRecentDays: boolean;
  /** Complete successfully even if days are missing. */
  readonly allowMissing: boolean;
  /** Request every day, even if Twilio already has it. */
  readonly fresh: boolean;
  /** Time without progress before a job is shown as stuck. */
  readonly stuckAfterMs: number;
  /** Time limit for deleting the jobs of a cancelled export. */
  readonly cancelWithinMs: number;
  /** Where files are downloaded to: an absolute path, or `s3://bucket/prefix`. */
  readonly archive?: string | undefined;
  /** Maximum number of simultaneous downloads. */
  readonly downloads: number;
  /** Whether to export only days that the archive lacks, or all days. */
  readonly reexport: Reexport;
  /** Each day is exported once more this number of days after it became exportable; 0 for never. */
  readonly lookback: number;
}

const REEXPORTS = ['missing', 'all'] as const;
export type Reexport = (typeof REEXPORTS)[number];

/**
 * The default options. Four open jobs of 91 days request 364 days, just within the 366 that an account may request per UTC
 * day, and cause the fewest emails to its owners.
 */
export const DEFAULT_OPTIONS: ExportOptions = {
  daysPerChunk: 91,
  openJobs: 4,
  maxAttempts: 3,
  resubmitAfterMs: 300_000,
  pollMinMs: 30_000,
  pollMaxMs: 900_000,
  ambiguityWaitMs: 90_000,
  newestFirst: false,
  waitForRecentDays: false,
  allowMissing: false,
  fresh: false,
  stuckAfterMs: 3 * 86_400_000,
  cancelWithinMs: 600_000,
  downloads: 4,
  reexport: 'missing',
  lookback: 0,
};

/** The defaults of a schedule, whose next run should not have to wait for a stuck job. */
export const SCHEDULE_OPTIONS: ExportOptions = { ...DEFAULT_OPTIONS, stuckAfterMs: 20 * 3_600_000 };

const COUNTS = {
  daysPerChunk: [1, DAYS_PER_UTC_DAY],
  openJobs: [1, 50],
  maxAttempts: [1, 20],
  downloads: [1, 32],
  lookback: [0, 30],
} as const;

const LONGEST = {
  resubmitAfterMs: { ms: 30 * 86_400_000, text: '30 days' },
  pollMinMs: { ms: 30 * 86_400_000, text: '30 days' },
  pollMaxMs: { ms: 30 * 86_400_000, text: '30 days' },
  ambiguityWaitMs: { ms: 3_600_000, text: '1 hour' }, // must fit into one attempt of a submission
  stuckAfterMs: { ms: 365 * 86_400_000, text: '365 days' },
  cancelWithinMs: { ms: 3_600_000, text: '1 hour' },
} as const;

/** Options that are on or off. */
const SWITCHES = keysOf(DEFAULT_OPTIONS).filter((name) => typeof DEFAULT_OPTIONS[name] === 'boolean');

/**
 * The problems of some options, one sentence each; empty when they are valid. Other clients can start an export, too, with
 * names and values of any kind.
 */
export function validateOptions(options: ExportOptions): string[] {
  const strange = Object.keys(options).filter((name) => !isOption(name));
  const switches = SWITCHES.filter((name) => typeof options[name] !== 'boolean');
  const counts = keysOf(COUNTS).flatMap((name) => {
    const [least, most] = COUNTS[name];
    const isFine = Number.isInteger(options[name]) && options[name] >= least && options[name] <= most;
    return isFine ? [] : [`${flagOf(name)} must be a whole number from ${least} to ${most}.`];
  });
  const durations = keysOf(LONGEST).flatMap((name) => {
    const { ms, text } = LONGEST[name];
    const isFine = typeof options[name] === 'number' && options[name] > 0 && options[name] <= ms;
    return isFine ? [] : [`${flagOf(name)} must be more than 0 and at most ${text}.`];
  });
  const [least, most] = (['pollMinMs', 'pollMaxMs'] as const).map((name) => formatOption(name, options[name]));
  const reversed =
    options.pollMaxMs < options.pollMinMs
      ? [`--poll-max (${most}) must not be shorter than --poll-min (${least}).`]
      : [];
  const { archive, reexport } = options;
  const isKnown = REEXPORTS.includes(reexport);
  const unknown = isKnown ? [] : [`--reexport must be ${REEXPORTS.join(' or ')}, not "${reexport}".`];
  const aimless = reexport === 'all' && archive === undefined ? ['--reexport all requires --archive.'] : [];
  const isPlace = archive === undefined || (typeof archive === 'string' && archive !== '');
  return [
    ...strange.map((name) => `Unknown option "${name}".`),
    ...counts,
    ...durations,
    ...reversed,
    ...switches.map((name) => `${flagOf(name)} must be true or false.`),
    ...unknown,
    ...(isPlace ? [] : ['--archive must be a folder or s3://bucket/prefix.']),
    ...aimless,
    ...validateJobParameters(options),
  ];
}

/**
 * The problems of some new options that show without the options of the running export; the export checks all of them
 * together.
 */
export function validateNewOptions(changes: Partial<ExportOptions>): string[] {
  const { pollMinMs = 1, pollMaxMs = Math.max(pollMinMs, DEFAULT_OPTIONS.pollMaxMs) } = changes;
  return validateOptions({ ...DEFAULT_OPTIONS, ...changes, pollMinMs, pollMaxMs });
}

/** Options that cannot change while an export is running, because its plan depends on them. */
const FIXED: readonly string[] = ['fresh', 'waitForRecentDays', 'archive', 'reexport', 'lookback'];

/** The problems of a change to the options of a running export, one sentence each. */
export function validateOptionChange(changes: unknown): string[] {
  const names = isRecord(changes) ? Object.keys(changes) : [];
  if (names.length === 0) return ['No option to change. Use an object, such as {"openJobs": 2}.'];
  return names.flatMap((name) => {
    if (!isOption(name)) return [`Unknown option "${name}".`];
    return isFixed(name) ? [`${flagOf(name)} cannot be changed while an export is running.`] : [];
  });
}

/** Whether an option holds from the start of an export. */
export function isFixed(name: keyof ExportOptions): boolean {
  return FIXED.includes(name);
}

function isOption(name: string): name is keyof ExportOptions {
  return ['archive', ...JOB_PARAMETERS].includes(name) || Object.hasOwn(DEFAULT_OPTIONS, name);
}

/** The flag of an option on the command line. @example flagOf('pollMinMs') // --poll-min */
export function flagOf(name: keyof ExportOptions): string {
  return `--${name.replace(/Ms$/, '').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function keysOf<T extends object>(object: T): (keyof T)[] {
  return Object.keys(object) as (keyof T)[];
}
