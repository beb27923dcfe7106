import type { Day, DayRange } from '../domain/days/day-range';
import type { DayFile, JobSnapshot } from '../domain/twilio/job-snapshot';
import type { ResourceType } from '../domain/twilio/resource-type';
import type { Secret } from './secret';

/** What the API answered, and what time it was at Twilio then. */
export interface Answer<T> {
  readonly value: T;
  /**
   * Twilio's clock, in milliseconds since 1970: the `Date` header of the answer, of its first page when there
   * are several. An answer without one is not taken: a wrong clock of this machine decides nothing.
   */
  readonly nowMs: number;
}

/** What every call takes. */
export interface CallOptions {
  /** Ends the call, also while it is held back; the call then rejects with the signal's own `reason`. */
  readonly signal?: AbortSignal | undefined;
}

/** How a job list may be answered. */
interface ListJobsOptions extends CallOptions {
  /**
   * A list this client asked for at most so many milliseconds ago may be given again. The age is measured on
   * the monotonic clock, from before the list was asked for.
   * @default 0, always ask
   */
  readonly maxAgeMs?: number | undefined;
}

/** The job to create. */
export interface CreateJobRequest {
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly friendlyName: string;
}

/** A link to the file of a day: good for one download, and for some minutes (240 s in Twilio's sample). */
export interface DayLink {
  readonly resourceType: ResourceType;
  readonly day: Day;
  /** Secret: it lets in whoever has it. */
  readonly url: Secret;
  readonly host: string;
  /** Whether the link names its account, which is the one of these credentials' settings then. */
  readonly isAccountChecked: boolean;
  /** When the file was made, in milliseconds since 1970: the link's `created_time`, if it has one. */
  readonly createdAtMs: number | undefined;
}

/** A day file on its way: the head of the answer is there, the bytes come as they are asked for. */
export interface ArrivingFile {
  /** As sent, which is gzip; to be read once. Rejects with a `DayFileError`, or with the `reason` of the signal. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Absent when the answer does not tell it. */
  readonly contentLength: number | undefined;
  /** Whether its link names the account. */
  readonly isAccountChecked: boolean;
  /** When the file was made, in milliseconds since 1970: by its link, or by its `Last-Modified`. */
  readonly createdAtMs: number | undefined;
  /** Give up what has not been read. */
  close(): void;
}

/**
 * The part of Twilio's BulkExport API that Dayhaul uses, for one account
 * (https://www.twilio.com/docs/usage/bulkexport).
 *
 * Every method rejects with a `BulkExportApiError`, or with the `reason` of an aborted signal; only `openFile`, which
 * asks another host, rejects with a `DayFileError`.
 */
export interface BulkExportApi {
  readonly accountSid: string;
  /** Scheme, host and port the calls go to, such as `https://bulkexports.twilio.com`. */
  readonly origin: string;
  /** How long one request may take, from its sending to the last byte of its answer, in milliseconds. */
  readonly requestTimeoutMs: number;

  /** Create a job. The API knows no idempotency key: a second call makes a second job and costs quota again. */
  createJob(request: CreateJobRequest, options?: CallOptions): Promise<Answer<JobSnapshot>>;

  /** Every job of a resource type that the API still lists, over all pages, each once; in no order to rely on. */
  listJobs(resourceType: ResourceType, options?: ListJobsOptions): Promise<Answer<readonly JobSnapshot[]>>;

  /**
   * One job; undefined when the API answers 404.
   * @throws RangeError when the text is not a job sid
   */
  fetchJob(jobSid: string, options?: CallOptions): Promise<Answer<JobSnapshot | undefined>>;

  /**
   * Delete a job that is not over: its unfinished days will not be exported. No effect, and no error, when the API
   * answers 404.
   * @throws RangeError when the text is not a job sid
   */
  deleteJob(jobSid: string, options?: CallOptions): Promise<void>;

  /** Every day file Twilio holds of a resource type, over all pages. A day may be listed more than once. */
  listDays(resourceType: ResourceType, options?: CallOptions): Promise<Answer<readonly DayFile[]>>;

  /**
   * A fresh link to the newest file of a day; undefined when the API answers 404: never made, expired, or a day without
   * records.
   * @throws BulkExportApiError of the kind `wrongAccount` when the link names another account
   */
  linkDay(resourceType: ResourceType, day: Day, options?: CallOptions): Promise<Answer<DayLink | undefined>>;

  /**
   * Use a link. Every failure, also one in the middle of the bytes, may have used it up: go on with a fresh one. The
   * account is not held by it, and the credentials do not go along.
   */
  openFile(link: DayLink, options?: CallOptions): Promise<ArrivingFile>;
}
