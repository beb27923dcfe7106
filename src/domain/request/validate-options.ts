import { isRecord } from '../shape';
import { DAYS_PER_UTC_DAY } from '../twilio/limits';
import { DEFAULT_OPTIONS, flagOf, formatOption, REEXPORTS, type ExportOptions } from './export-options';

/** What a value must be, in words; undefined when it is. The words repeat no value that may be private. */
type Rule = (value: unknown) => string | undefined;

const [HOUR_MS, DAY_MS] = [3_600_000, 86_400_000];
const LONGEST_NAME = 200;

export const LONGEST_LOOKBACK_DAYS = 30;

const SWITCH = must('true or false', (value) => typeof value === 'boolean');

const RULES: Readonly<Record<keyof ExportOptions, Rule>> = {
  daysPerChunk: count(1, DAYS_PER_UTC_DAY),
  openJobs: count(1, 50),
  maxAttempts: count(1, 20),
  downloads: count(1, 32),
  lookback: count(0, LONGEST_LOOKBACK_DAYS),
  resubmitAfterMs: duration(30 * DAY_MS, '30 days'),
  pollMinMs: duration(30 * DAY_MS, '30 days'),
  pollMaxMs: duration(30 * DAY_MS, '30 days'),
  ambiguityWaitMs: duration(HOUR_MS, '1 hour'), // must fit into one attempt of a submission
  stuckAfterMs: duration(365 * DAY_MS, '365 days'),
  cancelWithinMs: duration(HOUR_MS, '1 hour'),
  newestFirst: SWITCH,
  waitForRecentDays: SWITCH,
  allowMissing: SWITCH,
  fresh: SWITCH,
  reexport: (value) =>
    REEXPORTS.some((known) => known === value) ? undefined : `${REEXPORTS.join(' or ')}, not "${String(value)}"`,
  archive: optional('a folder or s3://bucket/prefix', (value) => value !== ''),
  email: optional('one email address', (value) => /^[^\s@]+@[^\s@]+$/.test(value)),
  webhookUrl: optional('an https URL without a user name or password', isCallback),
  webhookMethod: optional('GET or POST', (value) => value === 'GET' || value === 'POST'),
  friendlyName: optional(`one line of 1 to ${LONGEST_NAME} characters`, isLine),
};

/** The problems of options, one sentence each. Other clients can start an export, too, with values of any kind. */
export function validateOptions(options: ExportOptions): string[] {
  const { archive, reexport, pollMinMs, pollMaxMs, webhookUrl, webhookMethod } = options;
  const strange = Object.keys(options).filter((name) => !isOption(name));
  const broken = Object.entries(RULES).flatMap(([name, rule]) => {
    const expected = rule(options[name as keyof ExportOptions]);
    return expected === undefined ? [] : [`${flagOf(name as keyof ExportOptions)} must be ${expected}.`];
  });
  const [least, most] = [formatOption('pollMinMs', pollMinMs), formatOption('pollMaxMs', pollMaxMs)];
  const isHalfHook = (webhookUrl === undefined) !== (webhookMethod === undefined);
  return [
    ...strange.map((name) => `Unknown option "${name}".`),
    ...broken,
    ...(pollMaxMs < pollMinMs ? [`--poll-max (${most}) must not be shorter than --poll-min (${least}).`] : []),
    ...(reexport === 'all' && archive === undefined ? ['--reexport all requires --archive.'] : []),
    ...(isHalfHook ? ['--webhook-url and --webhook-method require each other.'] : []),
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
  return Object.hasOwn(RULES, name);
}

function must(expected: string, isFine: (value: unknown) => boolean): Rule {
  return (value) => (isFine(value) ? undefined : expected);
}

function optional(expected: string, isFine: (text: string) => boolean): Rule {
  return must(expected, (value) => value === undefined || (typeof value === 'string' && isFine(value)));
}

function count(least: number, most: number): Rule {
  const isWithin = (value: number) => Number.isInteger(value) && value >= least && value <= most;
  return must(`a whole number from ${least} to ${most}`, (value) => typeof value === 'number' && isWithin(value));
}

function duration(longestMs: number, text: string): Rule {
  return must(`more than 0 and at most ${text}`, (value) => typeof value === 'number' && value > 0 && value <= longestMs);
}

/** The URL is part of the workflow's history, which must not contain a password. */
function isCallback(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'https:' && url.username === '' && url.password === '';
}

function isLine(text: string): boolean {
  return text.trim() !== '' && text.length <= LONGEST_NAME && !/\p{Cc}/u.test(text);
}
