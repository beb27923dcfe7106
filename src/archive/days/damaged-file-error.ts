/** Why the bytes of a day file are rejected. */
export type DamageKind =
  | 'truncated' // the end of the file is missing
  | 'corrupt' // the checksum of gzip does not match
  | 'trailing' // bytes follow the end of the gzip that are not padding
  | 'notGzip' // another format, such as a page of HTML
  | 'notRecords' // the content is not one JSON object per line
  | 'lineTooLong' // a line is too long for readers
  | 'otherSize'; // it is complete, but does not have the expected size

export class DamagedFileError extends Error {
  override readonly name: string = 'DamagedFileError';

  constructor(
    readonly kind: DamageKind,
    readonly flaw: string,
  ) {
    super();
    this.message = this.messageFor('The file');
  }

  /** The message, with the name of the file. */
  messageFor(file: string): string {
    return `${file} was rejected: ${this.flaw}. Download it again with a new link.`;
  }
}

/** An intact day file that is unreadable: another download would return the same bytes. */
export class UnreadableFileError extends DamagedFileError {
  override readonly name = 'UnreadableFileError';
  /** Set when the archive already keeps the same bytes aside. */
  isKept = false;

  constructor(
    kind: DamageKind,
    flaw: string,
    readonly content: { readonly bytes: number; readonly sha256: string },
  ) {
    super(kind, flaw);
  }

  override messageFor(file: string): string {
    return `${file} is complete but unreadable: ${this.flaw}.`;
  }
}
