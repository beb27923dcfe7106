/**
 * What is wrong with the bytes of a day file.
 *
 * - `truncated`: it ends before its end, or has fewer bytes than were told.
 * - `corrupt`: its bytes are not those that were sent off, by the checksum within gzip.
 * - `trailing`: after its end come bytes that do not belong to it, and that are no padding.
 * - `notGzip`: it is something else, such as a page of HTML.
 * - `notRecords`: what it holds is not one JSON object per line.
 * - `lineTooLong`: one line is longer than a reader takes.
 * - `otherSize`: it is whole, and not as long as it was told to be.
 */
export type DamageKind =
  'truncated' | 'corrupt' | 'trailing' | 'notGzip' | 'notRecords' | 'lineTooLong' | 'otherSize';

/** A day file that is not accepted. */
export class DamagedFileError extends Error {
  override readonly name: string = 'DamagedFileError';

  /** @param flaw what is wrong, to follow on the name of the file and a colon */
  constructor(
    readonly kind: DamageKind,
    readonly flaw: string,
    file = 'The file',
  ) {
    super(`${file} is not kept: ${flaw}. Download it again, with a fresh link.`);
  }

  /** The same, of a file that is named. */
  of(file: string): DamagedFileError {
    return new DamagedFileError(this.kind, this.flaw, file);
  }
}

/** What is known of a file that is whole and that no reader of lines reads. */
export interface UnreadableBytes {
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
  /** Set when an archive has kept the same bytes aside already. */
  readonly isKept?: boolean;
}

/** A day file that came as it was sent, and that no reader of lines reads: the same bytes would come again. */
export class UnreadableFileError extends DamagedFileError {
  override readonly name = 'UnreadableFileError';

  constructor(
    kind: DamageKind,
    flaw: string,
    readonly content: UnreadableBytes,
    file = 'The file',
  ) {
    super(kind, flaw, file);
    this.message = `${file} is whole, and cannot be read as records: ${flaw}.`;
  }

  override of(file: string): UnreadableFileError {
    return new UnreadableFileError(this.kind, this.flaw, this.content, file);
  }

  /** The same, once its bytes are kept aside. */
  kept(file: string): UnreadableFileError {
    return new UnreadableFileError(this.kind, this.flaw, { ...this.content, isKept: true }, file);
  }
}
