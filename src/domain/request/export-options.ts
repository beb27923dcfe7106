import { DAYS_PER_UTC_DAY } from '../twilio/limits';

/** How an export goes about its work. All durations are milliseconds. */
export interface ExportOptions {
  /** Days in one job, at most. */
  readonly daysPerChunk: number;
  /** Jobs open at Twilio at the same time, at most. */
  readonly openJobs: number;
  /** Submissions that may cover a day before it is given up. */
  readonly maxAttempts: number;
  /** Cooldown before a failed day is submitted again; doubles with each further attempt. */
  readonly resubmitAfterMs: number;
  /** Shortest wait between two polls, unless a job has never been looked at. */
  readonly pollMinMs: number;
  /** Longest wait between two polls. */
  readonly pollMaxMs: number;
  /** How long a create without an answer is looked for before it is taken for lost. */
  readonly ambiguityWaitMs: number;
  readonly newestFirst: boolean;
  /** Wait for the days of the range that are not exportable yet, instead of leaving them out. */
  readonly waitForRecentDays: boolean;
  /** End as completed although days are missing. */
  readonly allowMissing: boolean;
  /** Ask for every day, whatever is at Twilio already. */
  readonly fresh: boolean;
  /** A job that tells nothing new for so long is shown as stuck. */
  readonly stuckAfterMs: number;
  /** How long a cancelled export tries to delete its jobs at Twilio. */
  readonly cancelWithinMs: number;
  /** Where day files are delivered to: a folder by its whole path, or `s3://bucket/prefix`. */
  readonly archive?: string | undefined;
  /** Files fetched at the same time. */
  readonly downloads: number;
  /** Whether days that are in the archive already are exported once more. */
  readonly reexport: Reexport;
  /** So many days after it became exportable, each day is exported once more; 0 for never. */
  readonly lookback: number;
}

const REEXPORTS = ['missing', 'all'] as const;
export type Reexport = (typeof REEXPORTS)[number];

/**
 * The default options: four open jobs of 91 days ask for 364 days, just within the 366 that an account may
 * request in one UTC day, with the fewest mails to its owners.
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
  ambiguityWaitMs: { ms: 3_600_000, text: '1 hour' }, // one attempt at a submission has to hold it
  stuckAfterMs: { ms: 365 * 86_400_000, text: '365 days' },
  cancelWithinMs: { ms: 3_600_000, text: '1 hour' },
} as const;

/** What is wrong with some options, one sentence each; none when they can be worked with. */
export function validateOptions(options: ExportOptions): string[] {
  const counts = keysOf(COUNTS).flatMap((name) => {
    const [least, most] = COUNTS[name];
    const isFine = Number.isInteger(options[name]) && options[name] >= least && options[name] <= most;
    return isFine ? [] : [`${flagOf(name)} must be a whole number from ${least} to ${most}.`];
  });
  const durations = keysOf(LONGEST).flatMap((name) => {
    const { ms, text } = LONGEST[name];
    const isFine = options[name] > 0 && options[name] <= ms;
    return isFine ? [] : [`${flagOf(name)} must be longer than nothing and at most ${text}.`];
  });
  const reversed =
    options.pollMaxMs < options.pollMinMs ? ['--poll-max must not be shorter than --poll-min.'] : [];
  const { archive, reexport } = options;
  const isKnown = REEXPORTS.includes(reexport);
  const unknown = isKnown ? [] : [`--reexport must be ${REEXPORTS.join(' or ')}, not "${reexport}".`];
  const aimless = reexport === 'all' && archive === undefined ? ['--reexport all goes with --archive.'] : [];
  return [...counts, ...durations, ...reversed, ...unknown, ...aimless];
}

/** What an export was begun with for good: it decided what was planned. */
const FIXED: readonly string[] = ['fresh', 'waitForRecentDays', 'archive', 'reexport', 'lookback'];

/** What is wrong with a change of the options of a running export, one sentence each. */
export function validateOptionChange(changes: Partial<ExportOptions>): string[] {
  const names = Object.keys(changes);
  if (names.length === 0) return ['No option to change was given.'];
  return names.flatMap((name) => {
    const option = name as keyof ExportOptions;
    if (!isFixed(option) && !(name in DEFAULT_OPTIONS)) return [`There is no option "${name}".`];
    const flag = flagOf(option);
    return isFixed(option) ? [`${flag} holds from the start of an export and cannot be changed.`] : [];
  });
}

/** Whether an option holds from the start of an export. */
export function isFixed(name: keyof ExportOptions): boolean {
  return FIXED.includes(name);
}

/** An option as people write it on the command line: `--poll-min`. */
export function flagOf(name: keyof ExportOptions): string {
  return `--${name.replace(/Ms$/, '').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function keysOf<T extends object>(object: T): (keyof T)[] {
  return Object.keys(object) as (keyof T)[];
}
