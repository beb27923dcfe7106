import { DEFAULT_OPTIONS, flagOf, problemsOf, type ExportOptions } from '../domain/export-options';
import { problemsWith, problemsWithType } from '../domain/export-request';
import type { DayRange } from '../domain/day-range';
import type { ResourceType } from '../domain/resource-type';
import { isAccountLabel } from '../names';
import { parseDuration } from './parse-duration';
import { parseRange, type RangeWords } from './parse-range';
import { UsageError } from './usage-error';

/** The options of `export` as they are written on the command line. */
export interface ExportWords extends RangeWords {
  readonly resourceType: string;
  readonly account: string;
  readonly daysPerChunk?: string;
  readonly openJobs?: string;
  readonly maxAttempts?: string;
  readonly resubmitAfter?: string;
  readonly pollMin?: string;
  readonly pollMax?: string;
  readonly ambiguityWait?: string;
  readonly newestFirst?: boolean;
  readonly waitForRecentDays?: boolean;
  readonly allowMissing?: boolean;
}

/** An export that can be started. */
export interface WantedExport {
  readonly account: string;
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly options: ExportOptions;
  /** The options that were asked for; the others are the defaults. */
  readonly asked: readonly (keyof ExportOptions)[];
}

/**
 * Read what a person wants exported.
 *
 * @throws UsageError that lists every problem, not only the first
 */
export function readExportWords(words: ExportWords, nowMs: number): WantedExport {
  const problems: string[] = [];
  const collect = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const { account, resourceType } = words;
  const asked = readOptions(words, collect);
  const options = { ...DEFAULT_OPTIONS, ...asked };
  const range = collect(() => parseRange(words, nowMs));
  if (!isAccountLabel(account)) {
    problems.push(`"${account}" is not an account label: letters, digits, dots, dashes, underscores.`);
  }
  problems.push(
    ...(range
      ? problemsWith({ resourceType, range, options })
      : [...problemsWithType(resourceType), ...problemsOf(options)]),
  );
  if (!range || problems.length > 0) throw new UsageError(problems);
  return {
    account,
    resourceType: resourceType as ResourceType,
    range,
    options,
    asked: Object.keys(asked) as (keyof ExportOptions)[],
  };
}

/** The options that were given; a shortest wait above the usual longest one raises that, too. */
function readOptions(
  words: ExportWords,
  collect: <T>(read: () => T) => T | undefined,
): Partial<ExportOptions> {
  const duration = (name: keyof ExportOptions, text: string | undefined) =>
    text === undefined ? undefined : collect(() => parseDuration(flagOf(name), text));
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  const pollMinMs = duration('pollMinMs', words.pollMin);
  const raised = pollMinMs !== undefined && pollMinMs > DEFAULT_OPTIONS.pollMaxMs ? pollMinMs : undefined;
  const given = {
    daysPerChunk: number(words.daysPerChunk),
    openJobs: number(words.openJobs),
    maxAttempts: number(words.maxAttempts),
    resubmitAfterMs: duration('resubmitAfterMs', words.resubmitAfter),
    pollMinMs,
    pollMaxMs: duration('pollMaxMs', words.pollMax) ?? raised,
    ambiguityWaitMs: duration('ambiguityWaitMs', words.ambiguityWait),
    newestFirst: words.newestFirst,
    waitForRecentDays: words.waitForRecentDays,
    allowMissing: words.allowMissing,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
