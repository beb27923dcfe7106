import { isAccountLabel } from '../contract/ids';
import { present, type Environment } from './environment';

const DEFAULT_ACCOUNT = 'default';

/** The label of the account to work with, `default` unless set. */
export function readAccount(environment: Environment, problems: string[]): string {
  const account = present(environment, 'DAYHAUL_ACCOUNT') ?? DEFAULT_ACCOUNT;
  if (!isAccountLabel(account)) {
    problems.push('DAYHAUL_ACCOUNT must be 1 to 64 letters, digits, dots, dashes or underscores.');
  }
  return account;
}

/** The group whose quota the account shares; its own label unless set. */
export function readQuotaGroup(environment: Environment, account: string, problems: string[]): string {
  const group = present(environment, 'DAYHAUL_QUOTA_GROUP');
  if (group !== undefined && !isAccountLabel(group)) {
    problems.push('DAYHAUL_QUOTA_GROUP must be 1 to 64 letters, digits, dots, dashes or underscores.');
  }
  return group ?? account;
}
