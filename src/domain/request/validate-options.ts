import { isRecord } from '../shape';
import { DAYS_PER_UTC_DAY } from '../twilio/limits';
import { DEFAULT_OPTIONS, flagOf, formatOption, REEXPORTS, type ExportOptions } from './export-options';
import { JOB_PARAMETERS, validateJobParameters } from './job-parameters';

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

const SWITCHES = keysOf(DEFAULT_OPTIONS).filter((name) => typeof DEFAULT_OPTIONS[name] === 'boolean');

/** The problems of options, one sentence each. Other clients can start an export, too, with values of any kind. */
export function validateOptions(options: ExportOptions): string[] {
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
  const { archive, reexport, pollMinMs, pollMaxMs } = options;
  const [least, most] = [formatOption('pollMinMs', pollMinMs), formatOption('pollMaxMs', pollMaxMs)];
  const isPlace = archive === undefined || (typeof archive === 'string' && archive !== '');
  const strange = Object.keys(options).filter((name) => !isOption(name));
  const switches = SWITCHES.filter((name) => typeof options[name] !== 'boolean');
  return [
    ...strange.map((name) => `Unknown option "${name}".`),
    ...counts,
    ...durations,
    ...(pollMaxMs < pollMinMs ? [`--poll-max (${most}) must not be shorter than --poll-min (${least}).`] : []),
    ...switches.map((name) => `${flagOf(name)} must be true or false.`),
    ...(REEXPORTS.includes(reexport) ? [] : [`--reexport must be ${REEXPORTS.join(' or ')}, not "${reexport}".`]),
    ...(isPlace ? [] : ['--archive must be a folder or s3://bucket/prefix.']),
    ...(reexport === 'all' && archive === undefined ? ['--reexport all requires --archive.'] : []),
    ...validateJobParameters(options),
  ];
}

/** The problems of some new options that show without the options of the running export; the export checks all of them together. */
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

function keysOf<T extends object>(object: T): (keyof T)[] {
  return Object.keys(object) as (keyof T)[];
}
