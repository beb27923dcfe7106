import type { Day, DayRange } from '../domain/days/day-range';
import type { DayFile, JobSnapshot } from '../domain/twilio/job-snapshot';
import type { ResourceType } from '../domain/twilio/resource-type';
import type { Secret } from './secret';

export interface Answer<T> {
  readonly value: T;
  /**
   * Twilio's clock, in milliseconds since 1970: the `Date` header of the answer, of its first page when there are several. A
   * response without one is rejected, so that this machine's clock never decides anything.
   */
  readonly nowMs: number;
}

export interface CallOptions {
  /** Ends the call, also while it is held back; the call then rejects with the signal's own `reason`. */
  readonly signal?: AbortSignal | undefined;
}

export interface ListOptions<T> extends CallOptions {
  /** The maximum age of a cached list, in milliseconds, from before its request. By default a new list is requested. */
  readonly maxAgeMs?: number | undefined;
  /** Whether a cached list serves; by default any of that age does. */
  readonly suffices?: ((list: readonly T[]) => boolean) | undefined;
}

export interface CreateJobRequest {
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly friendlyName: string;
  readonly email?: string | undefined;
  readonly webhookUrl?: string | undefined;
  readonly webhookMethod?: 'GET' | 'POST' | undefined;
}

/** A link to the file of a day: good for one download, and for some minutes (240 s in Twilio's sample). */
export interface DayLink {
  readonly resourceType: ResourceType;
  readonly day: Day;
  /** Secret: anyone with the link can download the file. */
  readonly url: Secret;
  readonly host: string;
  /** Whether the link names its account, which is the one of these credentials' settings then. */
  readonly isAccountChecked: boolean;
  /** When the file was made, in milliseconds since 1970: the link's `created_time`, if it has one. */
  readonly createdAtMs: number | undefined;
}

/** A day file that is being downloaded: its headers have arrived, the bytes follow as they are read. */
export interface ArrivingFile {
  /** As sent, which is gzip; to be read once. Rejects with a `DayFileError`, or with the `reason` of the signal. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Absent when the response does not have it. */
  readonly contentLength: number | undefined;
  readonly isAccountChecked: boolean;
  /** When the file was made, in milliseconds since 1970: by its link, or by its `Last-Modified`. */
  readonly createdAtMs: number | undefined;
  /** Discard the bytes that are not read yet. */
  close(): void;
}

/**
 * The part of Twilio's BulkExport API that Dayhaul uses, for one account (https://www.twilio.com/docs/usage/bulkexport).
 *
 * Every method rejects with a `BulkExportApiError`, or with the `reason` of an aborted signal; only `openFile`, which calls another
 * host, rejects with a `DayFileError`.
 */
export interface BulkExportApi {
  readonly accountSid: string;
  /** Scheme, host and port the calls go to, such as `https://bulkexports.twilio.com`. */
  readonly origin: string;

  /** Create a job. The API has no idempotency key: a second call creates a second job and uses quota again. */
  createJob(request: CreateJobRequest, options?: CallOptions): Promise<Answer<JobSnapshot>>;

  /** Every job of a resource type that the API still lists, over all pages, each once; in no order to rely on. */
  listJobs(resourceType: ResourceType, options?: ListOptions<JobSnapshot>): Promise<Answer<readonly JobSnapshot[]>>;

  /** One job; undefined when the API answers 404. @throws RangeError when the text is not a job sid */
  fetchJob(jobSid: string, options?: CallOptions): Promise<Answer<JobSnapshot | undefined>>;

  /** Delete an unfinished job. Resolves with whether the API has it (404). @throws RangeError when the text is not a job sid */
  deleteJob(jobSid: string, options?: CallOptions): Promise<boolean>;

  /** Every day file that Twilio holds of a resource type, over all pages. A day may be listed more than once. */
  listDays(resourceType: ResourceType, options?: ListOptions<DayFile>): Promise<Answer<readonly DayFile[]>>;

  /**
   * A fresh link to the newest file of a day; undefined when the API answers 404: never made, expired, or a day without records.
   * @throws BulkExportApiError of the kind `wrongAccount` when the link names another account
   */
  linkDay(resourceType: ResourceType, day: Day, options?: CallOptions): Promise<Answer<DayLink | undefined>>;

  /** Download the file of a link, at most once: a failure may invalidate it. Not counted for the account, without credentials. */
  openFile(link: DayLink, options?: CallOptions): Promise<ArrivingFile>;
}
