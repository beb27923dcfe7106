import type { ArrivingFile } from '../bulk-export/port';
import type { Day, DayRange } from '../domain/days/day-range';
import type { ResourceType } from '../domain/twilio/resource-type';
import type { UnreadableFileError } from './days/damaged-file-error';
import type { MissingNote, Receipt } from './days/day-note';
import type { DayOfType } from './days/layout';
import type { StoreOptions } from './stores/store';

export interface DeliveryFacts {
  readonly jobSid?: string | undefined;
  /** Twilio's clock, in milliseconds since 1970. */
  readonly fetchedAtMs: number;
  /** The size in the day list; a file of another size is rejected. */
  readonly listedBytes?: number | undefined;
}

interface MissingFacts {
  readonly reason: string;
  /** Submissions that covered it. */
  readonly attempts: number;
  readonly retries?: number | undefined;
  /** When a schedule retries it, in milliseconds since 1970; absent for never. */
  readonly nextTryAtMs?: number | undefined;
  /** Twilio's clock, in milliseconds since 1970. */
  readonly notedAtMs: number;
}

/** The state of a day in an archive: its receipt, a later or only note that it is missing, or both. */
export interface ArchivedDay {
  readonly day: Day;
  readonly receipt?: Receipt | undefined;
  readonly missing?: MissingNote | undefined;
  /** For a receipt that must be restored before it can be read: the size of its file, 0 for none. */
  readonly frozen?: { readonly bytes: number } | undefined;
}

export interface ExportEnd {
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  readonly missing: readonly { readonly range: DayRange; readonly reason: string }[];
  /** Twilio's clock, in milliseconds since 1970. */
  readonly endedAtMs: number;
}

/**
 * The delivered days of one account: a folder, or a prefix in S3.
 *
 * A day is delivered when it has a receipt. A receipt never exists without its file: it is written after the file, and removed
 * before the file is replaced. Every call may be repeated after any failure.
 *
 * Every method rejects with an `ArchiveError`, or with the `reason` of an aborted signal.
 */
export interface Archive {
  /** A folder by its full path on the worker's machine, or `s3://bucket/prefix`. */
  readonly place: string;

  /** Write, find, read and remove a small test file. Resolves with the guarantees that the store does not give. */
  probe(options?: StoreOptions): Promise<readonly string[]>;

  /** The days of a range with a note or a valid receipt, in order. Its file has the recorded size then, or is frozen. */
  survey(resourceType: ResourceType, range: DayRange, options?: StoreOptions): AsyncIterable<ArchivedDay>;

  /** Make room for days to deliver, for all at once where one at a time is slower. */
  prepare(days: readonly DayOfType[], options?: StoreOptions): Promise<void>;

  /**
   * Write the file of a day, if it is complete, in place of an earlier one. The file is read to its end or closed. Also rejects
   * with a `DamagedFileError` and with the errors of the file's bytes; the archive is then unchanged.
   */
  deliver(ofDay: DayOfType, file: ArrivingFile, facts: DeliveryFacts, options?: StoreOptions): Promise<Receipt>;

  /**
   * Keep the bytes of an unreadable file beside its day. Resolves with false, and keeps nothing, when they differ from those. The
   * file is read to its end or closed. Also rejects with the errors of the file's bytes.
   */
  setAside(
    ofDay: DayOfType,
    file: ArrivingFile,
    unreadable: UnreadableFileError,
    facts: DeliveryFacts,
    options?: StoreOptions,
  ): Promise<boolean>;

  /** Record that a day has no records, in place of an earlier file. */
  deliverEmpty(ofDay: DayOfType, facts: DeliveryFacts, options?: StoreOptions): Promise<Receipt>;

  /** Record that a day is missing. A receipt, if there is one, stays and takes precedence. */
  recordMissing(ofDay: DayOfType, facts: MissingFacts, options?: StoreOptions): Promise<MissingNote>;

  /** Write the report of an export, `_exports/<id>.json`: every receipt of its range, and the missing days. */
  report(exportId: string, end: ExportEnd, options?: StoreOptions): Promise<void>;

  /** Remove leftovers of dead workers for a resource type, as far as the store allows it; resolves with their number. */
  sweep(resourceType: ResourceType, options?: StoreOptions): Promise<number>;
}
