/** Why an operation of an archive failed. */
export type ArchiveErrorKind =
  | 'full' // no space is left; an operator must free some
  | 'refused' // the location or its permissions are wrong; an operator must fix them
  | 'foreign' // the archive belongs to another account, or to a newer Dayhaul; an operator must decide
  | 'conflict' // another worker wrote the same day at the same time; a retry is safe
  | 'unavailable'; // the store does not respond; usually temporary

/** A failed operation of an archive. Its message says what failed, the response, and what to do. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';

  constructor(
    message: string,
    readonly kind: ArchiveErrorKind,
  ) {
    super(message);
  }
}

/** A file in a storage class that must be restored before it can be read. */
export class FrozenFileError extends ArchiveError {
  constructor(message: string) {
    super(message, 'refused');
  }
}

/** Whether a store rejected a call, so that a retry would not help. */
export function isRefusal(thrown: unknown): boolean {
  return thrown instanceof ArchiveError && thrown.kind === 'refused';
}

/** The options of every call. An aborted call rejects with the signal's own `reason`. */
export interface StoreOptions {
  readonly signal?: AbortSignal | undefined;
}

/** The bytes of a file to write. */
export type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export interface StoredFile {
  /** Its full name within the store, with slashes. */
  readonly name: string;
  readonly bytes: number;
  /** Changes with the bytes, if the store supports that. Equal tags mean equal files; different tags mean nothing. */
  readonly tag: string;
}

export interface ListOptions extends StoreOptions {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

export interface WriteOptions extends StoreOptions {
  /** Called once, when all bytes are written but not visible. False, or a rejection, leaves the store unchanged. */
  readonly mayKeep?: (() => Promise<boolean>) | undefined;
}

/**
 * Where an archive keeps its files, under names with slashes such as `Messages/day=2024-01-31/records.json.gz`. A write is atomic:
 * a file is complete or absent, and replaces an earlier one at once.
 *
 * Every method rejects with an `ArchiveError`, or with the `reason` of an aborted signal; `write` passes on what its bytes throw.
 */
export interface Store {
  /** A folder by its full path on this machine, or `s3://bucket/prefix`. */
  readonly place: string;

  /**
   * The files whose names begin with a prefix that ends in a slash, or all for an empty one; in the order of their names. A store
   * may list a file late: a file that is not listed may exist.
   */
  list(prefix: string, options?: ListOptions): AsyncIterable<StoredFile>;

  stat(name: string, options?: StoreOptions): Promise<StoredFile | undefined>;

  /** The bytes of a file, to be read without delay; undefined when there is none. */
  read(name: string, options?: StoreOptions): Promise<AsyncIterable<Uint8Array> | undefined>;

  /** Make folders for files to come, where a store has folders. Writes do it too, at a flush for each folder. */
  prepare(folders: readonly string[], options?: StoreOptions): Promise<void>;

  /** Write a file; resolves with its tag, or with undefined when `mayKeep` returned false. */
  write(name: string, bytes: Bytes, options?: WriteOptions): Promise<string | undefined>;

  remove(name: string, options?: StoreOptions): Promise<void>;

  /** Remove leftovers of dead writers under a prefix; resolves with their number. */
  sweep(prefix: string, options?: StoreOptions): Promise<number>;

  /** The guarantees that the store does not give, as far as known: a sentence each. */
  limits(): readonly string[];
}
