import { readAccountsFile } from '../../settings/accounts-file';
import { UsageError } from './usage-error';

/** The accounts file. @throws UsageError without one, or SettingsError with its problems */
export function requireAccountsFile() {
  const file = readAccountsFile(process.env);
  if (!file) throw new UsageError(['No accounts file found. Create dayhaul.yaml, or name a file with --config or DAYHAUL_CONFIG.']);
  return file;
}
