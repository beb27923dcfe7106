import { Option } from 'commander';
import { isAccountLabel } from '../../contract/ids';
import { validateResourceType } from '../../domain/request/export-request';
import { isResourceType, RESOURCE_TYPES, type ResourceType } from '../../domain/twilio/resource-type';
import { DEFAULT_ACCOUNT, readAccount } from '../../settings/account';
import type { Flags } from '../action';
import { UsageError } from './usage-error';

/** The option of a command that selects the account, with its help. */
export const ACCOUNT_OPTION = ['--account <label>', `Account label (default: DAYHAUL_ACCOUNT or "${DEFAULT_ACCOUNT}")`] as const;

/** The selected account, or the one of the environment. @throws UsageError */
export function accountOf({ account }: Flags): string {
  const problems: string[] = [];
  const selected = account ?? readAccount(process.env, problems);
  if (account !== undefined && !isAccountLabel(account)) {
    problems.push(`--account: "${account}" is not a label. Use 1 to 64 letters, digits, dots, dashes or underscores.`);
  }
  if (problems.length > 0) throw new UsageError(problems);
  return selected;
}

/** The option of a command that works on each of several resource types. Given several times, it means all of them. */
export function typesOption(help = `Resource types, separated by commas, or "all": ${RESOURCE_TYPES.join(', ')}`): Option {
  const option = new Option('--resource-type <types>', help);
  return option.argParser((value: string, before?: string) => (before === undefined ? value : `${before},${value}`));
}

/**
 * Parse resource types, each once and in the order given; adds a sentence to `problems` for each unknown one.
 *
 * @example parseResourceTypes('Calls,Messages', []) // ['Calls', 'Messages']
 */
export function parseResourceTypes(text = '', problems: string[]): ResourceType[] {
  if (text === 'all') return [...RESOURCE_TYPES];
  const names = [...new Set(text.split(',').map((name) => name.trim()))];
  problems.push(...names.flatMap((name) => validateResourceType(name)));
  return names.filter(isResourceType);
}

export function resourceTypeOption(): Option {
  return new Option('--resource-type <type>', 'Resource type').choices(RESOURCE_TYPES).makeOptionMandatory();
}
