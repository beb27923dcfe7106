import { DEFAULT_OPTIONS, validateOptions, type ExportOptions } from '../../domain/request/export-options';
import { validateRequest, validateResourceType, type ExportSpec } from '../../domain/request/export-request';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { isAccountLabel } from '../../contract/ids';
import { parseOptionFlags, type OptionFlags } from './option-flags';
import { parseRange, type RangeFlags } from './parse-range';
import { collecting, UsageError } from './usage-error';

/** The options of `export` as they are written on the command line. */
export interface ExportFlags extends RangeFlags, OptionFlags {
  readonly resourceType: string;
  readonly account: string;
}

/**
 * Read what a person wants exported.
 *
 * @throws UsageError that lists every problem, not only the first
 */
export function parseExportFlags(flags: ExportFlags, nowMs: number): ExportSpec {
  const problems: string[] = [];
  const { account, resourceType } = flags;
  const asked = parseOptionFlags(flags, problems);
  const options = { ...DEFAULT_OPTIONS, ...asked };
  const range = collecting(problems, () => parseRange(flags, nowMs));
  if (!isAccountLabel(account)) {
    problems.push(`"${account}" is not an account label: letters, digits, dots, dashes, underscores.`);
  }
  problems.push(
    ...(range
      ? validateRequest({ resourceType, range, options })
      : [...validateResourceType(resourceType), ...validateOptions(options)]),
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
