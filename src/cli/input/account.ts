import { isAccountLabel } from '../../contract/ids';
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
