import type { Day } from '../domain/days/day-range';
import type { JobSnapshot } from '../domain/twilio/job-snapshot';
import type { ResourceType } from '../domain/twilio/resource-type';
import { BulkExportApiError } from './api-error';
import { AMAZON_S3 } from './files/file-hosts';
import { createOpenFile } from './files/open-file';
import { paginate } from './http/paginate';
import { createSendRequest, type OnRequest } from './http/request';
import { ResponseCache } from './http/response-cache';
import type { Answer, BulkExportApi, CreateJobRequest } from './port';
import { Secret } from './secret';
import { readDayFile } from './wire/day-file';
import { readDayLink, type WireDayLink } from './wire/day-link';
import { readJob } from './wire/job';

/** What a client of the API needs to know. */
export interface ClientSettings {
  readonly accountSid: string;
  /** The account sid, or the sid of an API key. */
  readonly username: string;
  /** Secret: the auth token, or the secret of the API key. */
  readonly password: string;
  /** Scheme, host and port of the API, such as `https://bulkexports.twilio.com`. */
  readonly baseUrl: string;
  /**
   * How long one request may take, in milliseconds.
   * @default 30_000
   */
  readonly requestTimeoutMs?: number | undefined;
  /**
   * How long a call waits for the end of a pause, in milliseconds; it rejects at once when the pause is longer.
   * @default 60_000
   */
  readonly maxHoldMs?: number | undefined;
  /**
   * Hosts that day files may come from: a host, `*.` and the end of hosts, or `amazon-s3`.
   * @default ['amazon-s3']
   */
  readonly fileHosts?: readonly string[] | undefined;
  /**
   * The timeout for the first byte of a file, and between two bytes, in milliseconds.
   * @default 60_000
   */
  readonly fileTimeoutMs?: number | undefined;
  readonly onRequest?: OnRequest | undefined;
}

/**
 * A client of Twilio's BulkExport API for one account. Share one client per account: its gate covers all calls of the
 * account.
 * @throws TypeError when the base URL is not an http or https address, or has more than scheme, host and port
 */
export function createBulkExportApi(settings: ClientSettings): BulkExportApi {
  const { accountSid, username, password, requestTimeoutMs = 30_000, maxHoldMs = 60_000 } = settings;
  const { fileHosts = [AMAZON_S3], fileTimeoutMs = 60_000 } = settings;
  const origin = originOf(settings.baseUrl);
  const sendRequest = createSendRequest({
    origin,
    username,
    password,
    requestTimeoutMs,
    maxHoldMs,
    onRequest: settings.onRequest,
  });
  const jobLists = new ResponseCache<ResourceType, readonly JobSnapshot[]>();

  return {
    accountSid,
    origin,
    requestTimeoutMs,

    createJob: async (request, options) => {
      const { resourceType, range } = request;
      const response = await sendRequest(
        {
          operation: 'createJob',
          purpose: `Creating a job for ${resourceType} ${range.startDay}..${range.endDay}`,
          path: `${listPath(resourceType)}/Jobs`,
          form: createForm(request),
        },
        options,
      );
      const job = readJob(response.json);
      if (job === undefined) throw response.unreadable('without a readable job sid');
      return { value: job, nowMs: response.nowMs };
    },

    listJobs: (resourceType, { maxAgeMs = 0, ...options } = {}) =>
      jobLists.get(resourceType, maxAgeMs, async () => {
        const answer = await paginate(
          sendRequest,
          {
            operation: 'listJobs',
            purpose: `Listing the jobs of ${resourceType}`,
            path: `${listPath(resourceType)}/Jobs?PageSize=1000`,
            key: 'jobs',
            read: readJob,
          },
          options,
        );
        return { ...answer, value: eachOnce(answer.value) };
      }),

    fetchJob: async (jobSid, options) => {
      const purpose = `Fetching job ${jobSid}`;
      const path = jobPath(jobSid);
      try {
        const response = await sendRequest({ operation: 'fetchJob', purpose, path }, options);
        const job = readJob(response.json);
        if (job?.jobSid.toLowerCase() !== jobSid.toLowerCase()) throw response.unreadable('with another job');
        return { value: job, nowMs: response.nowMs };
      } catch (error) {
        return goneAnswer(error);
      }
    },

    deleteJob: async (jobSid, options) => {
      const path = jobPath(jobSid);
      await sendRequest(
        { operation: 'deleteJob', purpose: `Deleting job ${jobSid}`, path, deletes: true },
        options,
      ).catch(goneAnswer);
    },

    listDays: async (resourceType, options = {}) =>
      paginate(
        sendRequest,
        {
          operation: 'listDays',
          purpose: `Listing the day files of ${resourceType}`,
          path: `${listPath(resourceType)}/Days?PageSize=400`,
          key: 'days',
          read: readDayFile,
        },
        options,
      ),

    linkDay: async (resourceType, day, options) => {
      const purpose = `Requesting the file of ${resourceType} ${day}`;
      const path = dayPath(resourceType, day);
      try {
        const response = await sendRequest({ operation: 'linkDay', purpose, path, redirects: true }, options);
        const link = readDayLink(response.json, response.location);
        if (link === undefined) throw response.unreadable('without a link to a file');
        if ((link.day ?? day) !== day) throw response.unreadable(`with a link to the file of another day, ${link.day}`);
        requireOwn(link, accountSid, purpose);
        const { url, createdAtMs } = link;
        const isAccountChecked = link.account !== undefined;
        const head = { resourceType, day, isAccountChecked, createdAtMs };
        return {
          value: { ...head, url: new Secret(url), host: new URL(url).hostname },
          nowMs: response.nowMs,
        };
      } catch (error) {
        return goneAnswer(error);
      }
    },

    openFile: createOpenFile({ fileHosts, firstByteMs: fileTimeoutMs, idleMs: fileTimeoutMs }),
  };
}

/** An API key does not name its account: Twilio returns files of the key's account, whichever one is configured. */
function requireOwn({ account }: WireDayLink, accountSid: string, purpose: string): void {
  if (account === undefined || account.toLowerCase() === accountSid.toLowerCase()) return;
  throw new BulkExportApiError(
    `${purpose}: Twilio returned a file of account ${account}, but TWILIO_ACCOUNT_SID is ${accountSid}. The file was not downloaded. ` +
      'Set TWILIO_ACCOUNT_SID and the credentials on the worker to the same account and restart it.',
    { kind: 'wrongAccount', mayHaveBeenProcessed: true },
  );
}

function originOf(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
    throw new TypeError('The base URL of the API must have the form https://bulkexports.twilio.com.');
  }
  return url.origin;
}

function listPath(resourceType: ResourceType): string {
  if (!/^[A-Za-z]+$/.test(resourceType)) throw new RangeError(`"${resourceType}" is not a resource type.`);
  return `/v1/Exports/${resourceType}`;
}

function dayPath(resourceType: ResourceType, day: Day): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new RangeError(`"${day}" is not a day.`);
  return `${listPath(resourceType)}/Days/${day}`;
}

function jobPath(jobSid: string): string {
  if (!/^JS[0-9a-fA-F]{32}$/.test(jobSid)) throw new RangeError(`"${jobSid}" is not the sid of a job.`);
  return `/v1/Exports/Jobs/${jobSid}`;
}

function createForm({ range, friendlyName, email, webhookUrl, webhookMethod }: CreateJobRequest): URLSearchParams {
  return new URLSearchParams({
    StartDay: range.startDay,
    EndDay: range.endDay,
    FriendlyName: friendlyName,
    ...(email !== undefined && { Email: email }),
    ...(webhookUrl !== undefined && { WebhookUrl: webhookUrl }),
    ...(webhookMethod !== undefined && { WebhookMethod: webhookMethod }),
  });
}

/** A job that is created while the list is read may move another one to a second page. */
function eachOnce(jobs: readonly JobSnapshot[]): JobSnapshot[] {
  return [...new Map(jobs.map((job) => [job.jobSid, job])).values()];
}

function goneAnswer(error: unknown): Answer<undefined> {
  const isGone = error instanceof BulkExportApiError && error.kind === 'refused' && error.httpStatus === 404;
  if (!isGone || error.nowMs === undefined) throw error;
  return { value: undefined, nowMs: error.nowMs };
}
