import { isAccountLabel } from '../contract/ids';
import { present, type Environment } from './environment';

export const DEFAULT_ACCOUNT = 'default';

/** The label of the account: DAYHAUL_ACCOUNT, or `default`. */
export function readAccount(environment: Environment, problems: string[]): string {
  const account = present(environment, 'DAYHAUL_ACCOUNT') ?? DEFAULT_ACCOUNT;
  if (!isAccountLabel(account)) {
    problems.push('DAYHAUL_ACCOUNT must be 1 to 64 letters, digits, dots, dashes or underscores.');
  }
  return account;
}

/** The group whose quota the account shares: DAYHAUL_QUOTA_GROUP, or the account's own label. */
export function readQuotaGroup(environment: Environment, account: string, problems: string[]): string {
  const group = present(environment, 'DAYHAUL_QUOTA_GROUP');
  if (group !== undefined && !isAccountLabel(group)) {
    problems.push('DAYHAUL_QUOTA_GROUP must be 1 to 64 letters, digits, dots, dashes or underscores.');
  }
  return group ?? account;
}
