import { BulkExportApiError } from './api-error';
import { AMAZON_S3 } from './files/file-hosts';
import { createOpenFile } from './files/open-file';
import type { ApiRequest } from './http/http-exchange';
import { paginate, shareLists } from './http/lists';
import { dayPath, jobPath, listPath, originOf } from './http/paths';
import { createSendRequest, type ApiResponse, type OnRequest } from './http/request';
import type { Answer, BulkExportApi, CallOptions, CreateJobRequest } from './port';
import { Secret } from './secret';
import { readDayFile, readDayLink, type WireDayLink } from './wire/day';
import { readJob } from './wire/job';

/** The account of a client, and its limits; durations are milliseconds. */
export interface ClientSettings {
  readonly accountSid: string;
  /** The account sid, or the sid of an API key. */
  readonly username: string;
  /** Secret: the auth token, or the secret of the API key. */
  readonly password: string;
  /** Scheme, host and port of the API, such as `https://bulkexports.twilio.com`. */
  readonly baseUrl: string;
  /** How long one request may take. @default 30_000 */
  readonly requestTimeoutMs?: number | undefined;
  /** How long a call waits for the end of a pause; it rejects at once when the pause is longer. @default 60_000 */
  readonly maxHoldMs?: number | undefined;
  /** Hosts that day files may come from: a host, `*.` and the end of hosts, or `amazon-s3`. @default ['amazon-s3'] */
  readonly fileHosts?: readonly string[] | undefined;
  /** The timeout for the first byte of a file, and between two bytes. @default 60_000 */
  readonly fileTimeoutMs?: number | undefined;
  readonly onRequest?: OnRequest | undefined;
  /** What to do after an answer of a kind, where the account is not that of TWILIO_*. */
  readonly advice?: ApiRequest['advice'] | undefined;
}

/** A client for one account, to be shared: its gate covers all calls. @throws TypeError when the base URL is no http(s) origin */
export function createBulkExportApi(settings: ClientSettings): BulkExportApi {
  const { accountSid, requestTimeoutMs = 30_000, maxHoldMs = 60_000, fileHosts = [AMAZON_S3], fileTimeoutMs = 60_000 } = settings;
  const origin = originOf(settings.baseUrl);
  const sendRequest = createSendRequest({ ...settings, origin, requestTimeoutMs, maxHoldMs });

  /** Send a request and read its response; a text says why it has not the expected content. */
  async function request<T extends object>(sent: ApiRequest, options: CallOptions = {}, read: (answer: ApiResponse) => T | string) {
    const response = await sendRequest(sent, options);
    const value = read(response);
    if (typeof value === 'string') throw response.unreadable(value);
    return { value, nowMs: response.nowMs };
  }

  return {
    accountSid,
    origin,

    createJob: async (created, options) => {
      const { resourceType, range } = created;
      const purpose = `Creating a job for ${resourceType} ${range.startDay}..${range.endDay}`;
      const sent = { operation: 'createJob', purpose, path: `${listPath(resourceType)}/Jobs`, form: createForm(created) } as const;
      return request(sent, options, ({ json }) => readJob(json) ?? 'without a readable job sid');
    },

    listJobs: shareLists(async (resourceType, options) => {
      const purpose = `Listing the jobs of ${resourceType}`;
      const path = `${listPath(resourceType)}/Jobs?PageSize=1000`;
      const list = { operation: 'listJobs', purpose, path, key: 'jobs', read: readJob } as const;
      const { value: jobs, nowMs } = await paginate(sendRequest, list, options);
      // A job that is created while the list is read may move another one to a second page.
      return { value: [...new Map(jobs.map((job) => [job.jobSid, job])).values()], nowMs };
    }),

    fetchJob: async (jobSid, options) =>
      request({ operation: 'fetchJob', purpose: `Fetching job ${jobSid}`, path: jobPath(jobSid) }, options, ({ json }) => {
        const job = readJob(json);
        return job?.jobSid.toLowerCase() === jobSid.toLowerCase() ? job : 'with another job';
      }).catch(goneAnswer),

    deleteJob: async (jobSid, options) => {
      const purpose = `Deleting job ${jobSid}`;
      const sent = { operation: 'deleteJob', purpose, path: jobPath(jobSid), deletes: true } as const;
      return 'json' in (await sendRequest(sent, options).catch(goneAnswer));
    },

    listDays: shareLists((resourceType, options) => {
      const purpose = `Listing the day files of ${resourceType}`;
      const path = `${listPath(resourceType)}/Days?PageSize=400`;
      return paginate(sendRequest, { operation: 'listDays', purpose, path, key: 'days', read: readDayFile }, options);
    }),

    linkDay: async (resourceType, day, options) => {
      const purpose = `Requesting the file of ${resourceType} ${day}`;
      const path = dayPath(resourceType, day);
      return request({ operation: 'linkDay', purpose, path, redirects: true }, options, ({ json, location }) => {
        const link = readDayLink(json, location);
        if (link === undefined) return 'without a link to a file';
        if ((link.day ?? day) !== day) return `with a link to the file of another day, ${link.day}`;
        requireOwn(link, accountSid, purpose);
        const { url, account, createdAtMs } = link;
        const isAccountChecked = account !== undefined;
        return { resourceType, day, isAccountChecked, createdAtMs, url: new Secret(url), host: new URL(url).hostname };
      }).catch(goneAnswer);
    },

    openFile: createOpenFile(fileHosts, fileTimeoutMs),
  };
}

/** An API key does not name its account: Twilio returns files of the key's account, whichever one is configured. */
function requireOwn({ account }: WireDayLink, accountSid: string, purpose: string): void {
  if (account === undefined || account.toLowerCase() === accountSid.toLowerCase()) return;
  const flaw = `Twilio returned a file of account ${account}, but the worker has AccountSid ${accountSid}. The file was not downloaded.`;
  const advice =
    'Set TWILIO_ACCOUNT_SID, or the sid in the accounts file, and the credentials to the same account and restart the worker.';
  throw new BulkExportApiError(`${purpose}: ${flaw} ${advice}`, { kind: 'wrongAccount', mayHaveBeenProcessed: true });
}

function createForm({ range, friendlyName, email, webhookUrl, webhookMethod }: CreateJobRequest): URLSearchParams {
  const form = new URLSearchParams({ StartDay: range.startDay, EndDay: range.endDay, FriendlyName: friendlyName });
  for (const [name, value] of Object.entries({ Email: email, WebhookUrl: webhookUrl, WebhookMethod: webhookMethod })) {
    if (value !== undefined) form.set(name, value);
  }
  return form;
}

function goneAnswer(error: unknown): Answer<undefined> {
  const isGone = error instanceof BulkExportApiError && error.kind === 'refused' && error.httpStatus === 404;
  if (!isGone || error.nowMs === undefined) throw error;
  return { value: undefined, nowMs: error.nowMs };
}
