import { DEFAULT_OPTIONS, type ExportOptions } from '../domain/export-options';
import { problemsWith } from '../domain/export-request';
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
  const range = collect(() => parseRange(words, nowMs));
  const options = readOptions(words, collect);
  if (!isAccountLabel(words.account)) {
    problems.push(`"${words.account}" is not an account label: letters, digits, dots, dashes, underscores.`);
  }
  const { resourceType } = words;
  if (range) problems.push(...problemsWith({ resourceType, range, options }));
  if (!range || problems.length > 0) throw new UsageError(problems);
  return { account: words.account, resourceType: resourceType as ResourceType, range, options };
}

function readOptions(words: ExportWords, collect: <T>(read: () => T) => T | undefined): ExportOptions {
  const number = (text: string | undefined, byDefault: number) =>
    text === undefined ? byDefault : Number(text);
  const duration = (text: string | undefined, byDefault: number) =>
    text === undefined ? byDefault : (collect(() => parseDuration(text)) ?? byDefault);
  const defaults = DEFAULT_OPTIONS;
  const pollMinMs = duration(words.pollMin, defaults.pollMinMs);
  return {
    daysPerChunk: number(words.daysPerChunk, defaults.daysPerChunk),
    openJobs: number(words.openJobs, defaults.openJobs),
    maxAttempts: number(words.maxAttempts, defaults.maxAttempts),
    resubmitAfterMs: duration(words.resubmitAfter, defaults.resubmitAfterMs),
    pollMinMs,
    pollMaxMs: duration(words.pollMax, Math.max(defaults.pollMaxMs, pollMinMs)),
    ambiguityWaitMs: duration(words.ambiguityWait, defaults.ambiguityWaitMs),
    newestFirst: words.newestFirst ?? defaults.newestFirst,
    waitForRecentDays: words.waitForRecentDays ?? defaults.waitForRecentDays,
    allowMissing: words.allowMissing ?? defaults.allowMissing,
  };
}
