import { readAccount } from '../../settings/account';
import { UsageError } from './usage-error';

/** The option by which a command names the account that is meant, and its help. */
export const ACCOUNT_OPTION = [
  '--account <label>',
  'label of the account (default: DAYHAUL_ACCOUNT or "default")',
] as const;

/** The account that is meant: the one that is named, or the environment's. @throws UsageError */
export function accountOf({ account }: { readonly account?: string } = {}): string {
  const problems: string[] = [];
  const own = readAccount(process.env, problems);
  if (problems.length > 0) throw new UsageError(problems);
  return account ?? own;
}
