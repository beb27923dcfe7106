/** What every call of a store takes; it then rejects with the signal's own `reason`. */
export interface StoreOptions {
  readonly signal?: AbortSignal | undefined;
}

/** A file of a store. */
export interface StoredFile {
  /** Its whole name within the store, with slashes. */
  readonly name: string;
  readonly bytes: number;
  /**
   * The same as long as the file is the same, another one for other bytes: where the store keeps that, which not every
   * one does. Two equal tags tell that nothing changed; two different ones tell nothing.
   */
  readonly tag: string;
}

interface ListOptions extends StoreOptions {
  /** Only names that come after this text. */
  readonly after?: string | undefined;
  /** Only names that come before this text. */
  readonly before?: string | undefined;
}

interface WriteOptions extends StoreOptions {
  /**
   * Asked once, when all bytes are there and nobody can see them yet: false leaves the store as it was, and so does a
   * rejection.
   * @default yes
   */
  readonly mayKeep?: (() => Promise<boolean>) | undefined;
}

/**
 * Where an archive keeps its files, under names with slashes such as `Messages/day=2024-01-31/records.json.gz`. A file
 * is there whole or not at all, whatever happens to whoever writes it, and it takes the place of an earlier one in a
 * moment.
 *
 * Every method rejects with an `ArchiveError`, or with the `reason` of an aborted signal; `write` passes on what its
 * bytes throw.
 */
export interface Store {
  /** A folder by its full path on this machine, or `s3://bucket/prefix`. */
  readonly place: string;

  /**
   * The files whose names begin with a prefix that ends in a slash, or all for an empty one; in the order of their names.
   * A store may list a file late: what is not listed may be there.
   */
  list(prefix: string, options?: ListOptions): AsyncIterable<StoredFile>;

  /** Look for one file by its name; undefined when there is none. */
  stat(name: string, options?: StoreOptions): Promise<StoredFile | undefined>;

  /** The bytes of a file, to be read at once; undefined when there is none. */
  read(name: string, options?: StoreOptions): Promise<AsyncIterable<Uint8Array> | undefined>;

  /** Write a file; resolves with its tag, or with undefined when it was not to be kept. */
  write(
    name: string,
    bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    options?: WriteOptions,
  ): Promise<string | undefined>;

  /** Remove a file if it is there. */
  remove(name: string, options?: StoreOptions): Promise<void>;

  /** Remove what writers that died left behind under a prefix; resolves with the number of such leftovers. */
  sweep(prefix: string, options?: StoreOptions): Promise<number>;

  /** Which promises are weaker here, as far as it has shown: a sentence each. */
  limits(): readonly string[];
}
