import type { JobParameters } from './job-parameters';

/** The options of an export. All durations are milliseconds. */
export interface ExportOptions extends JobParameters {
  readonly daysPerChunk: number;
  readonly openJobs: number;
  /** Submissions of a day before it counts as missing. */
  readonly maxAttempts: number;
  /** Delay before a failed day is resubmitted; doubles with each attempt. */
  readonly resubmitAfterMs: number;
  /** Minimum delay between polls, except for the first poll of a job. */
  readonly pollMinMs: number;
  readonly pollMaxMs: number;
  /** How long to search for a job after a lost response to its creation, before it counts as not created. */
  readonly ambiguityWaitMs: number;
  readonly newestFirst: boolean;
  /** Wait for days that are not exportable yet, instead of leaving them out. */
  readonly waitForRecentDays: boolean;
  readonly allowMissing: boolean;
  /** Request every day, even if Twilio already has it. */
  readonly fresh: boolean;
  /** Time without progress before a job is shown as stuck. */
  readonly stuckAfterMs: number;
  /** Time limit for deleting the jobs of a cancelled export. */
  readonly cancelWithinMs: number;
  /** Where files are downloaded to: an absolute path, or `s3://bucket/prefix`. */
  readonly archive?: string | undefined;
  readonly downloads: number;
  /** Whether to export only days that the archive lacks, or all days. */
  readonly reexport: (typeof REEXPORTS)[number];
  /** Each day is exported once more this number of days after it became exportable; 0 for never. */
  readonly lookback: number;
}

export const REEXPORTS = ['missing', 'all'] as const;

/** The defaults. Four open jobs of 91 days request 364 days, just within the quota of a UTC day, and cause the fewest emails. */
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
  downloads: 8,
  reexport: 'missing',
  lookback: 0,
};

/** The defaults of a schedule, whose next run should not have to wait for a stuck job. */
export const SCHEDULE_OPTIONS: ExportOptions = { ...DEFAULT_OPTIONS, stuckAfterMs: 20 * 3_600_000 };

/** The flag of an option on the command line. @example flagOf('pollMinMs') // --poll-min */
export function flagOf(name: keyof ExportOptions): string {
  return `--${name.replace(/Ms$/, '').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The units of durations on the command line, the longest first, in milliseconds. */
const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 } as const;

/** The value of an option as it is written on the command line; `none` without a value. */
export function formatOption(option: string, value: number | boolean | string | undefined): string {
  if (value === undefined) return 'none';
  return option.endsWith('Ms') ? formatDuration(Number(value)) : String(value);
}

/** A duration in milliseconds, in the longest unit that needs no fraction: `90s`. */
export function formatDuration(ms: number): string {
  const unit = Object.entries(UNITS).find(([, length]) => ms % length === 0);
  return unit ? `${ms / unit[1]}${unit[0]}` : `${ms}ms`;
}
