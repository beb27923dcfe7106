import type { DayRange } from '../domain/day-range';
import type { JobSnapshot } from '../domain/job-snapshot';
import type { ResourceType } from '../domain/resource-type';
import { createAsk } from './ask';
import { BulkExportApiError } from './errors';
import { listAll } from './list-all';
import type { Answer, BulkExportApi } from './port';
import { RecentAnswers } from './recent-answers';
import { readDayFile } from './wire-day-file';
import { readJob } from './wire-job';

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
   * How long a call waits, in milliseconds, while Twilio asks the account to wait; a longer wait rejects at once.
   * @default 60_000
   */
  readonly maxHoldMs?: number | undefined;
}

/**
 * A client of Twilio's BulkExport API for one account. Make one for each account and share it: its gate holds all
 * calls of the account together.
 * @throws TypeError when the base URL is not an http or https address, or holds more than scheme, host and port
 */
export function createBulkExportApi(settings: ClientSettings): BulkExportApi {
  const { accountSid, username, password, requestTimeoutMs = 30_000, maxHoldMs = 60_000 } = settings;
  const origin = originOf(settings.baseUrl);
  const ask = createAsk({ origin, username, password, requestTimeoutMs, maxHoldMs });
  const jobLists = new RecentAnswers<ResourceType, readonly JobSnapshot[]>();

  return {
    accountSid,
    origin,
    requestTimeoutMs,

    createJob: async ({ resourceType, range, friendlyName }, options) => {
      const reply = await ask(
        {
          purpose: `Creating a job for ${resourceType} ${range.startDay}..${range.endDay}`,
          path: `${listPath(resourceType)}/Jobs`,
          form: createForm(range, friendlyName),
        },
        options,
      );
      const job = readJob(reply.json);
      if (job === undefined) throw reply.unreadable('without a readable job sid');
      return { value: job, nowMs: reply.nowMs };
    },

    listJobs: (resourceType, { maxAgeMs = 0, ...options } = {}) =>
      jobLists.get(resourceType, maxAgeMs, async () => {
        const answer = await listAll(
          ask,
          {
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
        const reply = await ask({ purpose, path }, options);
        const job = readJob(reply.json);
        if (job?.jobSid.toLowerCase() !== jobSid.toLowerCase()) throw reply.unreadable('not with that job');
        return { value: job, nowMs: reply.nowMs };
      } catch (error) {
        return goneAnswer(error);
      }
    },

    deleteJob: async (jobSid, options) => {
      const path = jobPath(jobSid);
      await ask({ purpose: `Deleting job ${jobSid}`, path, deletes: true }, options).catch(goneAnswer);
    },

    listDays: async (resourceType, options = {}) =>
      listAll(
        ask,
        {
          purpose: `Listing the day files of ${resourceType}`,
          path: `${listPath(resourceType)}/Days?PageSize=400`,
          key: 'days',
          read: readDayFile,
        },
        options,
      ),
  };
}

function originOf(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
    throw new TypeError('The base URL of the API must be like https://bulkexports.twilio.com.');
  }
  return url.origin;
}

function listPath(resourceType: ResourceType): string {
  if (!/^[A-Za-z]+$/.test(resourceType)) throw new RangeError(`"${resourceType}" is not a resource type.`);
  return `/v1/Exports/${resourceType}`;
}

function jobPath(jobSid: string): string {
  if (!/^JS[0-9a-fA-F]{32}$/.test(jobSid)) throw new RangeError(`"${jobSid}" is not the sid of a job.`);
  return `/v1/Exports/Jobs/${jobSid}`;
}

function createForm({ startDay, endDay }: DayRange, friendlyName: string): URLSearchParams {
  return new URLSearchParams({ StartDay: startDay, EndDay: endDay, FriendlyName: friendlyName });
}

/** A job that came in between while the list was read may push another on to a second page. */
function eachOnce(jobs: readonly JobSnapshot[]): JobSnapshot[] {
  return [...new Map(jobs.map((job) => [job.jobSid, job])).values()];
}

function goneAnswer(error: unknown): Answer<undefined> {
  const isGone = error instanceof BulkExportApiError && error.kind === 'refused' && error.httpStatus === 404;
  if (!isGone || error.nowMs === undefined) throw error;
  return { value: undefined, nowMs: error.nowMs };
}
