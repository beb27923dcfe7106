import { DEFAULT_OPTIONS, problemsOf, type ExportOptions } from '../../domain/request/export-options';
import { problemsWith, problemsWithType, type WantedExport } from '../../domain/request/export-request';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { isAccountLabel } from '../../contract/ids';
import { readOptionWords, type OptionWords } from './option-flags';
import { parseRange, type RangeWords } from './parse-range';
import { collecting, UsageError } from './usage-error';

/** The options of `export` as they are written on the command line. */
export interface ExportWords extends RangeWords, OptionWords {
  readonly resourceType: string;
  readonly account: string;
}

/**
 * Read what a person wants exported.
 *
 * @throws UsageError that lists every problem, not only the first
 */
export function readExportWords(words: ExportWords, nowMs: number): WantedExport {
  const problems: string[] = [];
  const { account, resourceType } = words;
  const asked = readOptionWords(words, problems);
  const options = { ...DEFAULT_OPTIONS, ...asked };
  const range = collecting(problems, () => parseRange(words, nowMs));
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
