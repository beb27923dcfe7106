import { readAccountsFile } from '../../settings/accounts-file';
import type { Flags } from '../action';
import { UsageError } from './usage-error';

export const CONFIG_OPTION = ['--config <file>', 'Accounts file (default: DAYHAUL_CONFIG, or dayhaul.yaml)'] as const;

/** The selected accounts file. @throws UsageError without one, or SettingsError with its problems */
export function requireAccountsFile({ config }: Flags) {
  const file = readAccountsFile(process.env, config);
  if (!file) throw new UsageError(['No accounts file found. Create dayhaul.yaml, or name a file with --config or DAYHAUL_CONFIG.']);
  return file;
}
