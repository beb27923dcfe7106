import { isAccountLabel } from '../contract/ids';
import { present, type Environment } from './environment';

export const DEFAULT_ACCOUNT = 'default';

/** The label of the account: DAYHAUL_ACCOUNT, or `default`. */
export function readAccount(environment: Environment, problems: string[]): string {
  return readLabel(environment, 'DAYHAUL_ACCOUNT', problems) ?? DEFAULT_ACCOUNT;
}

/** The group whose quota the account shares: DAYHAUL_QUOTA_GROUP, or the account's own label. */
export function readQuotaGroup(environment: Environment, account: string, problems: string[]): string {
  return readLabel(environment, 'DAYHAUL_QUOTA_GROUP', problems) ?? account;
}

function readLabel(environment: Environment, name: string, problems: string[]): string | undefined {
  const label = present(environment, name);
  if (label !== undefined && !isAccountLabel(label)) {
    problems.push(`${name} must be 1 to 64 letters, digits, dots, dashes or underscores.`);
  }
  return label;
}
