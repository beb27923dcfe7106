import { DEFAULT_OPTIONS, type ExportOptions } from '../../domain/request/export-options';
import { validateOptions } from '../../domain/request/validate-options';
import { validateRequest, validateResourceType, type ExportSpec } from '../../domain/request/export-request';
import type { ResourceType } from '../../domain/twilio/resource-type';
import { accountOf } from './account';
import type { Flags } from './flags';
import { parseOptionFlags } from './option-flags';
import { parseRange } from './parse-range';
import { collecting, UsageError } from './usage-error';

/**
 * Parse the options of `export`.
 *
 * @throws UsageError with every problem, not only the first
 */
export function parseExportFlags(flags: Flags, nowMs: number): ExportSpec {
  const problems: string[] = [];
  const { resourceType } = flags;
  const asked = parseOptionFlags(flags, problems);
  const options = { ...DEFAULT_OPTIONS, ...asked };
  const range = collecting(problems, () => parseRange(flags, nowMs));
  const account = collecting(problems, () => accountOf(flags));
  const request = { resourceType, range, options };
  problems.push(...(range ? validateRequest(request) : [...validateResourceType(resourceType), ...validateOptions(options)]));
  if (!range || account === undefined || problems.length > 0) throw new UsageError(problems);
  return {
    account,
    resourceType: resourceType as ResourceType,
    range,
    options,
    asked: Object.keys(asked) as (keyof ExportOptions)[],
  };
}
