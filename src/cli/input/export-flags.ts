import { DEFAULT_OPTIONS, type ExportOptions } from '../../domain/request/export-options';
import { validateOptions } from '../../domain/request/validate-options';
import { validateRequest, validateResourceType, type ExportSpec } from '../../domain/request/export-request';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { validateAccount } from './account';
import { parseOptionFlags, type OptionFlags } from './option-flags';
import { parseRange, type RangeFlags } from './parse-range';
import { collecting, UsageError } from './usage-error';

/** The options of `export`, as given on the command line. */
export interface ExportFlags extends RangeFlags, OptionFlags {
  readonly resourceType: string;
  readonly account: string;
}

/**
 * Parse the options of `export`.
 *
 * @throws UsageError with every problem, not only the first
 */
export function parseExportFlags(flags: ExportFlags, nowMs: number): ExportSpec {
  const problems: string[] = [];
  const { account, resourceType } = flags;
  const asked = parseOptionFlags(flags, problems);
  const options = { ...DEFAULT_OPTIONS, ...asked };
  const range = collecting(problems, () => parseRange(flags, nowMs));
  problems.push(
    ...validateAccount(account),
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
