import { Secret } from '../bulk-export/secret';
import { ACCOUNT_LABEL, isAccountLabel } from '../contract/ids';
import { readLimit, type QuotaSettings } from '../domain/quota/quota-limit';
import { DAYS_PER_UTC_DAY } from '../domain/twilio/limits';
import { present, type Environment } from './environment';

export const DEFAULT_ACCOUNT = 'default';

/** The label of the account: DAYHAUL_ACCOUNT, or `default`. */
export function readAccount(environment: Environment, problems: string[]): string {
  const label = present(environment, 'DAYHAUL_ACCOUNT') ?? DEFAULT_ACCOUNT;
  if (!isAccountLabel(label)) problems.push(`DAYHAUL_ACCOUNT must be ${ACCOUNT_LABEL}.`);
  return label;
}

/** The group whose quota the account shares: DAYHAUL_QUOTA_GROUP, or the account's own label. */
export function readQuotaGroup(environment: Environment, account: string, problems: string[]): string {
  const group = present(environment, 'DAYHAUL_QUOTA_GROUP') ?? account;
  if (group !== account && !/^[A-Za-z0-9_.-]{1,64}$/.test(group)) {
    problems.push('DAYHAUL_QUOTA_GROUP must be 1 to 64 letters, digits, dots, dashes or underscores.');
  }
  return group;
}

/** An account, its credentials, and its quota. */
export type AccountSettings = Readonly<ReturnType<typeof readAccountSettings>>;

/** Read the account of the environment. Adds a sentence to `problems` for each invalid setting. */
export function readAccountSettings(environment: Environment, problems: string[]) {
  const account = readAccount(environment, problems);
  const accountSid = present(environment, 'TWILIO_ACCOUNT_SID') ?? '';
  if (accountSid === '') problems.push('TWILIO_ACCOUNT_SID is not set. Use your AccountSid (AC…).');
  else if (!/^AC[0-9a-f]{32}$/i.test(accountSid)) {
    problems.push('TWILIO_ACCOUNT_SID is not an AccountSid: use AC followed by 32 hexadecimal digits.');
  }
  const credentials = readCredentials(environment, accountSid, problems);
  return { account, accountSid, ...credentials, quota: readQuota(environment, account, problems) };
}

function readQuota(environment: Environment, account: string, problems: string[]): QuotaSettings {
  const group = readQuotaGroup(environment, account, problems);
  const days = readLimit(present(environment, 'DAYHAUL_QUOTA_DAYS') ?? String(DAYS_PER_UTC_DAY));
  if (days === undefined) problems.push(`DAYHAUL_QUOTA_DAYS must be a whole number from 1 to ${DAYS_PER_UTC_DAY}, or none.`);
  const reserveText = present(environment, 'DAYHAUL_QUOTA_RESERVE');
  const reserve = reserveText === undefined ? undefined : Number(reserveText);
  const most = typeof days === 'number' ? days - 1 : DAYS_PER_UTC_DAY;
  if (reserve !== undefined && !(Number.isInteger(reserve) && reserve >= 0 && reserve <= most)) {
    problems.push('DAYHAUL_QUOTA_RESERVE must be a whole number of days below DAYHAUL_QUOTA_DAYS.');
  }
  return { group, days: days ?? DAYS_PER_UTC_DAY, reserve };
}

/** The user name is the AccountSid, or the SID of an API key. */
function readCredentials(environment: Environment, accountSid: string, problems: string[]) {
  const key = present(environment, 'TWILIO_API_KEY');
  const secret = present(environment, 'TWILIO_API_SECRET');
  const token = present(environment, 'TWILIO_AUTH_TOKEN');
  if (key && !/^SK[0-9a-f]{32}$/i.test(key)) {
    problems.push('TWILIO_API_KEY is not the SID of an API key: use SK followed by 32 hexadecimal digits.');
  }
  for (const [name, value = ''] of Object.entries({ TWILIO_API_SECRET: secret, TWILIO_AUTH_TOKEN: token })) {
    if (!/^[!#-&(-~]*$/.test(value)) problems.push(`${name} contains a space, a quote or a non-ASCII character. Remove it.`);
  }
  if (key && secret) return { username: key, password: new Secret(secret) };
  if (key ?? secret) {
    problems.push(`${key ? 'TWILIO_API_SECRET' : 'TWILIO_API_KEY'} is not set: an API key requires both.`);
  } else if (!token) {
    problems.push('Credentials are missing: set TWILIO_AUTH_TOKEN, or both TWILIO_API_KEY and TWILIO_API_SECRET.');
  }
  return { username: accountSid, password: new Secret(token ?? '') };
}
