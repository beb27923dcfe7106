import { AMAZON_S3, isHostPattern, isLoopback } from '../bulk-export/files/file-hosts';
import { proxyFor, ProxyError } from '../network/proxy';
import { readAccountSettings, type AccountSettings } from './account';
import { readAccountsFile, type AccountsFile } from './accounts-file';
import { present, type Environment } from './environment';
import { readNotifyTargets } from './notify';
import { readS3Settings } from './s3';
import { SettingsError } from './settings-error';
import { readCodecKeys } from './codec-keys';
import { readTelemetrySettings } from './telemetry';
import type { Permissions } from '../domain/request/permissions';

/** The settings of a worker, for one account or for an accounts file. Temporal's envconfig reads the connection to Temporal. */
export type Settings = Readonly<ReturnType<typeof readSettings>>;

/** Read the settings of a worker. @throws SettingsError with every problem at once */
export function readSettings(environment: Environment) {
  const problems: string[] = [];
  const served = readServed(environment, problems);
  const urls = {
    bulkExportsUrl: readUrl(environment, 'TWILIO_BULK_EXPORTS_URL', 'https://bulkexports.twilio.com', problems),
    apiUrl: readUrl(environment, 'TWILIO_API_URL', 'https://api.twilio.com', problems),
  };
  const fileHosts = readFileHosts(environment, urls.bulkExportsUrl, problems);
  const s3 = readS3Settings(environment, problems);
  const telemetry = readTelemetrySettings(environment, problems);
  const permissions = readPermissions(environment, problems);
  const notify = readNotifyTargets(environment, problems);
  const codecKeys = readCodecKeys(environment, problems);
  for (const url of Object.values(urls)) checkProxy(url, environment, problems);
  if (problems.length > 0 || !served) throw new SettingsError([...new Set(problems)]); // both addresses may have the same proxy
  return { served, ...urls, fileHosts, permissions, s3, telemetry, notify, codecKeys };
}

/** The accounts of the accounts file; without one, the account of the environment. */
function readServed(environment: Environment, problems: string[]): AccountSettings | AccountsFile | undefined {
  try {
    return readAccountsFile(environment) ?? readAccountSettings(environment, problems);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
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
  const patternsOf = (kind: string) => present(environment, `DAYHAUL_ALLOW_${kind}`)?.split(/\s*,\s*/);
  const jobDelete = present(environment, 'DAYHAUL_ALLOW_JOB_DELETE') ?? 'false';
  if (!['true', 'false'].includes(jobDelete)) problems.push('DAYHAUL_ALLOW_JOB_DELETE must be true or false.');
  const [archives, callbacks, emails] = ['ARCHIVES', 'CALLBACKS', 'EMAILS'].map(patternsOf);
  return { archives, callbacks, emails, jobDelete: jobDelete === 'true' };
}
