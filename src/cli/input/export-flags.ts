import { DEFAULT_OPTIONS, type ExportOptions } from '../../domain/request/export-options';
import { validateRange, type ExportSpec } from '../../domain/request/export-request';
import { validateOptions } from '../../domain/request/validate-options';
import { accountOf } from './account';
import type { Flags } from './flags';
import { parseOptionFlags } from './option-flags';
import { parseRange } from './parse-range';
import { parseResourceTypes } from './resource-types';
import { collecting, UsageError } from './usage-error';

/** Parse the options of `export` to a request per resource type. @throws UsageError with every problem, not only the first */
export function parseExportFlags(flags: Flags, nowMs: number): ExportSpec[] {
  const problems: string[] = [];
  const given = parseOptionFlags(flags, problems);
  const options = { ...DEFAULT_OPTIONS, ...given };
  const range = collecting(problems, () => parseRange(flags, nowMs));
  const account = collecting(problems, () => accountOf(flags));
  const types = parseResourceTypes(flags.resourceType, problems);
  problems.push(...(range ? validateRange(range) : []), ...validateOptions(options));
  if (!range || account === undefined || problems.length > 0) throw new UsageError(problems);
  const asked = Object.keys(given) as (keyof ExportOptions)[];
  return types.map((resourceType) => ({ account, resourceType, range, options, asked }));
}
