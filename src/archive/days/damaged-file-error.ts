/**
 * Why the bytes of a day file are rejected.
 *
 * - `truncated`: the end of the file is missing.
 * - `corrupt`: the checksum of gzip does not match.
 * - `trailing`: bytes follow the end of the gzip that are not padding.
 * - `notGzip`: another format, such as a page of HTML.
 * - `notRecords`: the content is not one JSON object per line.
 * - `lineTooLong`: a line is too long for readers.
 * - `otherSize`: it is complete, but does not have the expected size.
 */
export type DamageKind = 'truncated' | 'corrupt' | 'trailing' | 'notGzip' | 'notRecords' | 'lineTooLong' | 'otherSize';

/** A rejected day file. */
export class DamagedFileError extends Error {
  override readonly name: string = 'DamagedFileError';

  /** @param flaw the error, which follows "rejected: " */
  constructor(
    readonly kind: DamageKind,
    readonly flaw: string,
    file = 'The file',
  ) {
    super(`${file} was rejected: ${flaw}. Download it again with a new link.`);
  }

  /** The same error with the name of the file. */
  of(file: string): DamagedFileError {
    return new DamagedFileError(this.kind, this.flaw, file);
  }
}

/** The size and hash of a complete file that is unreadable. */
export interface UnreadableBytes {
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
  /** Set when an archive already keeps the same bytes aside. */
  readonly isKept?: boolean;
}

/** An intact day file that is unreadable: another download would return the same bytes. */
export class UnreadableFileError extends DamagedFileError {
  override readonly name = 'UnreadableFileError';

  constructor(
    kind: DamageKind,
    flaw: string,
    readonly content: UnreadableBytes,
    file = 'The file',
  ) {
    super(kind, flaw, file);
    this.message = `${file} is complete but unreadable: ${flaw}.`;
  }

  override of(file: string): UnreadableFileError {
    return new UnreadableFileError(this.kind, this.flaw, this.content, file);
  }

  /** The same error, once its bytes are kept aside. */
  kept(file: string): UnreadableFileError {
    return new UnreadableFileError(this.kind, this.flaw, { ...this.content, isKept: true }, file);
  }
}
