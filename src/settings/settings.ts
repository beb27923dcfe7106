import { AMAZON_S3, isHostPattern, isLoopback } from '../bulk-export/files/file-hosts';
import { readLimit, type QuotaSettings } from '../domain/quota/quota-limit';
import { proxyFor, ProxyError } from '../network/proxy';
import { DAYS_PER_UTC_DAY } from '../domain/twilio/limits';
import { readAccount, readQuotaGroup } from './account';
import { present, type Environment } from './environment';
import { readNotifyTargets } from './notify';
import { readS3Settings } from './s3';
import { SettingsError } from './settings-error';
import { readCodecKeys } from './codec-keys';
import { Secret } from '../bulk-export/secret';
import { readTelemetrySettings } from './telemetry';
import type { Permissions } from '../domain/request/permissions';

/** The settings of a worker. Temporal's envconfig reads the connection to Temporal. */
export type Settings = Readonly<ReturnType<typeof readSettings>>;

/** Read the settings of a worker. @throws SettingsError with every problem at once */
export function readSettings(environment: Environment) {
  const problems: string[] = [];
  const account = readAccount(environment, problems);
  const accountSid = present(environment, 'TWILIO_ACCOUNT_SID') ?? '';
  if (accountSid === '') problems.push('TWILIO_ACCOUNT_SID is not set. Use your AccountSid (AC…).');
  else if (!/^AC[0-9a-f]{32}$/i.test(accountSid)) {
    problems.push('TWILIO_ACCOUNT_SID is not an AccountSid: use AC followed by 32 hexadecimal digits.');
  }
  const credentials = readCredentials(environment, accountSid, problems);
  const urls = {
    bulkExportsUrl: readUrl(environment, 'TWILIO_BULK_EXPORTS_URL', 'https://bulkexports.twilio.com', problems),
    apiUrl: readUrl(environment, 'TWILIO_API_URL', 'https://api.twilio.com', problems),
  };
  const fileHosts = readFileHosts(environment, urls.bulkExportsUrl, problems);
  const quota = readQuota(environment, account, problems);
  const s3 = readS3Settings(environment, problems);
  const telemetry = readTelemetrySettings(environment, problems);
  const permissions = readPermissions(environment, problems);
  const notify = readNotifyTargets(environment, problems);
  const codecKeys = readCodecKeys(environment, problems);
  for (const url of Object.values(urls)) checkProxy(url, environment, problems);
  if (problems.length > 0) throw new SettingsError([...new Set(problems)]); // both addresses may have the same proxy
  return { account, accountSid, ...credentials, ...urls, fileHosts, quota, permissions, s3, telemetry, notify, codecKeys };
}

function readQuota(environment: Environment, account: string, problems: string[]): QuotaSettings {
  const group = readQuotaGroup(environment, account, problems);
  const text = present(environment, 'DAYHAUL_QUOTA_DAYS') ?? String(DAYS_PER_UTC_DAY);
  const days = readLimit(text);
  if (days === undefined) {
    problems.push(`DAYHAUL_QUOTA_DAYS must be a whole number from 1 to ${DAYS_PER_UTC_DAY}, or none.`);
  }
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

/** The origin of the API, without a path. http would send the credentials unencrypted, so it is allowed only for this machine. */
function readUrl(environment: Environment, name: string, usual: string, problems: string[]): string {
  const text = present(environment, name) ?? usual;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!url || !isSafe) {
    problems.push(`${name} must be an https URL. Only localhost may use http.`);
  } else if (url.pathname !== '/' || url.search || url.username) {
    problems.push(`${name} must be an origin without a path, such as ${usual}.`);
  }
  return url?.origin ?? text;
}

/** Patterns of the hosts that files may come from. A simulator on this machine serves its files itself. */
function readFileHosts(environment: Environment, bulkExportsUrl: string, problems: string[]): string[] {
  const text = present(environment, 'DAYHAUL_FILE_HOSTS');
  if (text === undefined) {
    const host = URL.canParse(bulkExportsUrl) ? new URL(bulkExportsUrl).hostname : '';
    return isLoopback(host) ? [AMAZON_S3, host] : [AMAZON_S3];
  }
  const patterns = text.split(',').map((pattern) => pattern.trim().toLowerCase());
  for (const pattern of patterns.filter((unsure) => !isHostPattern(unsure))) {
    problems.push(`DAYHAUL_FILE_HOSTS: "${pattern}" is not a host. Use files.example.com, *.example.com or ${AMAZON_S3}.`);
  }
  return patterns;
}

function checkProxy(url: string, environment: Environment, problems: string[]): void {
  try {
    if (URL.canParse(url)) proxyFor(url, environment);
  } catch (error) {
    if (!(error instanceof ProxyError)) throw error;
    problems.push(`${error.message}.`);
  }
}

/** Read what a worker allows. @example DAYHAUL_ALLOW_ARCHIVES=s3://exports/*,/data/archive */
function readPermissions(environment: Environment, problems: string[]): Permissions {
  const patternsOf = (kind: string) =>
    present(environment, `DAYHAUL_ALLOW_${kind}`)
      ?.split(',')
      .map((pattern) => pattern.trim());
  const jobDelete = present(environment, 'DAYHAUL_ALLOW_JOB_DELETE') ?? 'false';
  if (!['true', 'false'].includes(jobDelete)) problems.push('DAYHAUL_ALLOW_JOB_DELETE must be true or false.');
  const [archives, callbacks, emails] = ['ARCHIVES', 'CALLBACKS', 'EMAILS'].map(patternsOf);
  return { archives, callbacks, emails, jobDelete: jobDelete === 'true' };
}
