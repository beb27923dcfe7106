import type { ArrivingFile } from '../bulk-export/port';
import type { Day, DayRange } from '../domain/days/day-range';
import type { ResourceType } from '../domain/twilio/resource-type';
import type { UnreadableFileError } from './days/damaged-file-error';
import type { MissingNote, Receipt } from './days/day-note';
import type { DayOfType } from './days/layout';
import type { StoreOptions } from './stores/store';

/** What is known of a delivery before it begins. */
export interface DeliveryFacts {
  /** The job that made the file, as far as it is known. */
  readonly jobSid?: string | undefined;
  /** Twilio's clock, in milliseconds since 1970. */
  readonly fetchedAtMs: number;
  /** The size that the day list tells; a file of another size is not accepted. */
  readonly listedBytes?: number | undefined;
}

/** Why a day is given up. */
export interface MissingFacts {
  readonly reason: string;
  /** Submissions that covered it. */
  readonly attempts: number;
  /** How often a schedule asked for it again. */
  readonly retries?: number | undefined;
  /** When it is to be tried again by itself, in milliseconds since 1970; absent for never. */
  readonly nextTryAtMs?: number | undefined;
  /** Twilio's clock, in milliseconds since 1970. */
  readonly notedAtMs: number;
}

/** What an archive has of a day: its receipt, the note that it was given up, or both when that was later. */
export interface ArchivedDay {
  readonly day: Day;
  readonly receipt?: Receipt | undefined;
  readonly missing?: MissingNote | undefined;
  /** Instead of a receipt that must be restored before it can be read: the size of the file beside it, 0 for none. */
  readonly frozen?: { readonly bytes: number } | undefined;
}

/** What an export says at its end, beside what the archive knows itself. */
export interface ExportEnd {
  readonly resourceType: ResourceType;
  readonly range: DayRange;
  /** Days that were given up, with why. */
  readonly missing: readonly { readonly range: DayRange; readonly reason: string }[];
  /** Twilio's clock, in milliseconds since 1970. */
  readonly endedAtMs: number;
}

/**
 * Where delivered days of one account live: a folder, or a prefix in S3.
 *
 * A day is delivered when it has a receipt, and a receipt is only ever there together with the file it speaks of: it
 * is written after the file, and taken away before the file is replaced. Every call may be repeated after any failure.
 *
 * Every method rejects with an `ArchiveError`, or with the `reason` of an aborted signal.
 */
export interface Archive {
  /** A folder by its full path on the worker's machine, or `s3://bucket/prefix`. */
  readonly place: string;

  /**
   * Write, find, read and remove a small file, always the same, to learn at once whether an archive can be kept here.
   * Resolves with the promises that are weaker in this place, a sentence each.
   */
  probe(options?: StoreOptions): Promise<readonly string[]>;

  /**
   * The days of a range that have a valid receipt or a note that they were given up, in order. A receipt is valid when
   * the file beside it has the size it tells, and one that cannot be read since it is in a frozen storage class counts. The days come as they are read, some at a time.
   */
  survey(resourceType: ResourceType, range: DayRange, options?: StoreOptions): AsyncIterable<ArchivedDay>;

  /**
   * Put a day's file into the archive, if it is whole, in place of what was there; a file without records becomes an
   * empty receipt. The file is read to its end or closed. Rejects also with a `DamagedFileError` (an
   * `UnreadableFileError` when the file is whole), and with what the bytes of the file reject with; then the archive is as
   * it was.
   */
  deliver(
    ofDay: DayOfType,
    file: ArrivingFile,
    facts: DeliveryFacts,
    options?: StoreOptions,
  ): Promise<Receipt>;

  /**
   * Keep the bytes of a file aside that came whole and that no reader reads, beside its day and with a note; resolves with
   * false, and keeps nothing, when other bytes come than those that were found unreadable. The file is read to its end or
   * closed. Rejects also with what the bytes of the file reject with.
   */
  setAside(
    ofDay: DayOfType,
    file: ArrivingFile,
    unreadable: UnreadableFileError,
    facts: DeliveryFacts,
    options?: StoreOptions,
  ): Promise<boolean>;

  /** Put down that a day has no records, in place of what was there. */
  deliverEmpty(ofDay: DayOfType, facts: DeliveryFacts, options?: StoreOptions): Promise<Receipt>;

  /** Put down that a day was given up. A receipt, if there is one, stays and goes before it. */
  recordMissing(ofDay: DayOfType, facts: MissingFacts, options?: StoreOptions): Promise<MissingNote>;

  /** Write an export's report, `_exports/<id>.json`: every receipt of its range, and what is missing. */
  report(exportId: string, end: ExportEnd, options?: StoreOptions): Promise<void>;

  /**
   * Remove what deliveries of a resource type left behind when their workers died, as far as the store lets us; resolves
   * with how much that was.
   */
  sweep(resourceType: ResourceType, options?: StoreOptions): Promise<number>;
}
