import { Option } from 'commander';
import { ownCommand } from '../../client/own-command';
import { ACCOUNT_LABEL, groupTaskQueueOf, isAccountLabel, taskQueueOf } from '../../contract/ids';
import { validateResourceType, type AccountPlace } from '../../domain/request/export-request';
import { isResourceType, RESOURCE_TYPES, type ResourceType } from '../../domain/twilio/resource-type';
import { DEFAULT_ACCOUNT, readAccount } from '../../settings/account';
import { namesSid, readAccountsFile, type AccountGroup } from '../../settings/accounts-file';
import { present } from '../../settings/environment';
import type { Flags } from '../action';
import { UsageError } from './usage-error';

/** The option of a command that selects the account, with its help. */
export const ACCOUNT_OPTION = ['--account <label>', `Account label (default: DAYHAUL_ACCOUNT or "${DEFAULT_ACCOUNT}")`] as const;

/** The selected account, or the one of the environment, in the accounts file if there is one. @throws UsageError, SettingsError */
export function placeOf({ account }: { readonly account?: string | undefined }): AccountPlace {
  const problems: string[] = [];
  const selected = account ?? readAccount(process.env, problems);
  if (account !== undefined && !isAccountLabel(account)) {
    problems.push(`--account: "${account}" is not a label. Use ${ACCOUNT_LABEL}.`);
  }
  if (problems.length > 0) throw new UsageError(problems);
  const file = readAccountsFile(process.env);
  if (!file) return { account: selected, taskQueue: taskQueueOf(selected) };
  const group = file.groups.find((each) => serves(each, selected));
  if (group) return { account: selected, taskQueue: groupTaskQueueOf(group.name) };
  const list = ownCommand('accounts', 'list');
  throw new UsageError([`${file.path} has no account "${selected}". Select one with --account. List them: ${list}`]);
}

/** The same; without a selected account, the first one of the accounts file. */
export function somePlaceOf({ account = present(process.env, 'DAYHAUL_ACCOUNT') }: Flags): AccountPlace {
  return placeOf({ account: account ?? readAccountsFile(process.env)?.groups[0]?.accounts[0]?.label });
}

/** Whether a group has an account, or may have it as a subaccount, whose label is its AccountSid. */
function serves(group: AccountGroup, label: string): boolean {
  if (group.accounts.some((each) => each.label === label)) return true;
  return group.subaccountsOf !== undefined && !namesSid(group, label) && /^AC[0-9a-f]{32}$/.test(label);
}

/** The option of a command that works on each of several resource types. Given several times, it means all of them. */
export function typesOption(help = `Resource types, separated by commas, or "all": ${RESOURCE_TYPES.join(', ')}`): Option {
  const option = new Option('--resource-type <types>', help);
  return option.argParser((value: string, before?: string) => (before === undefined ? value : `${before},${value}`));
}

/** Parse resource types such as `Calls,Messages`, each once, in order; adds a sentence to `problems` for each unknown one. */
export function parseResourceTypes(text = '', problems: string[]): ResourceType[] {
  if (text === 'all') return [...RESOURCE_TYPES];
  const names = [...new Set(text.split(',').map((name) => name.trim()))];
  problems.push(...names.flatMap((name) => validateResourceType(name)));
  return names.filter(isResourceType);
}

/** The accounts file. @throws UsageError without one, or SettingsError with its problems */
export function requireAccountsFile() {
  const file = readAccountsFile(process.env);
  if (!file) throw new UsageError(['No accounts file found. Create dayhaul.yaml, or name a file with --config or DAYHAUL_CONFIG.']);
  return file;
}

export function resourceTypeOption(): Option {
  return new Option('--resource-type <type>', 'Resource type').choices(RESOURCE_TYPES).makeOptionMandatory();
}
