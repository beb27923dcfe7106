import { isAccountLabel } from '../../contract/ids';
import { readAccount } from '../../settings/account';
import { UsageError } from './usage-error';

/** The option by which a command names the account that is meant, and its help. */
export const ACCOUNT_OPTION = [
  '--account <label>',
  'label of the account (default: DAYHAUL_ACCOUNT or "default")',
] as const;

/** The account that is meant: the one that is named, or the environment's. @throws UsageError */
export function accountOf({ account }: { readonly account?: string } = {}): string {
  if (account !== undefined) {
    if (isAccountLabel(account)) return account;
    throw new UsageError([
      `--account: "${account}" is not a label: 1 to 64 letters, digits, dots, dashes or underscores.`,
    ]);
  }
  const problems: string[] = [];
  const own = readAccount(process.env, problems);
  if (problems.length > 0) throw new UsageError(problems);
  return own;
}
