/** Whether to export only days that the archive lacks, or all days. */
export const REEXPORTS = ['missing', 'all'] as const;

/** The defaults. Four open jobs of 91 days request 364 days, just within the quota of a UTC day, and cause the fewest emails. */
const DEFAULTS = {
  daysPerChunk: 91,
  openJobs: 4,
  /** Submissions of a day before it counts as missing. */
  maxAttempts: 3,
  /** Delay before a failed day is resubmitted; doubles with each attempt. */
  resubmitAfterMs: 300_000,
  /** Minimum delay between polls, except for the first poll of a job. */
  pollMinMs: 30_000,
  pollMaxMs: 900_000,
  /** How long to search for a job after a lost response to its creation, before it counts as not created. */
  ambiguityWaitMs: 90_000,
  newestFirst: false,
  /** Wait for days that are not exportable yet, instead of leaving them out. */
  waitForRecentDays: false,
  allowMissing: false,
  /** Request every day, even if Twilio already has it. */
  fresh: false,
  /** Time without progress before a job is shown as stuck. */
  stuckAfterMs: 3 * 86_400_000,
  /** Time limit for deleting the jobs of a cancelled export. */
  cancelWithinMs: 600_000,
  downloads: 8,
  reexport: 'missing' as (typeof REEXPORTS)[number],
  /** Each day is exported once more this number of days after it became exportable; 0 for never. */
  lookback: 0,
};

/** What each job of an export asks of Twilio beside its days: the optional parameters of a create. */
export interface JobParameters {
  /** Twilio emails this address when a job completes. */
  readonly email?: string | undefined;
  /** Twilio calls this https address when a job completes. */
  readonly webhookUrl?: string | undefined;
  readonly webhookMethod?: 'GET' | 'POST' | undefined;
  /** Follows Dayhaul's own text in the name of each job. */
  readonly friendlyName?: string | undefined;
}

/** The options of an export. All durations are milliseconds. */
export interface ExportOptions extends JobParameters, Readonly<typeof DEFAULTS> {
  /** Where files are downloaded to: an absolute path, or `s3://bucket/prefix`. */
  readonly archive?: string | undefined;
}

export const DEFAULT_OPTIONS: ExportOptions = DEFAULTS;

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
