/**
 * What is wrong with the bytes of a day file.
 *
 * - `truncated`: it ends before its end, or has fewer bytes than were told.
 * - `corrupt`: its bytes are not those that were sent off, by the checksum within gzip.
 * - `trailing`: after its end come bytes that do not belong to it.
 * - `notGzip`: it is something else, such as a page of HTML.
 * - `notRecords`: what it holds is not one JSON object per line.
 * - `lineTooLong`: one line is longer than a reader takes.
 * - `otherSize`: it is whole, and not as long as it was told to be.
 */
export type DamageKind =
  'truncated' | 'corrupt' | 'trailing' | 'notGzip' | 'notRecords' | 'lineTooLong' | 'otherSize';

/** A day file that is not accepted. */
export class DamagedFileError extends Error {
  override readonly name = 'DamagedFileError';

  /** @param flaw what is wrong, to follow on the name of the file and a colon */
  constructor(
    readonly kind: DamageKind,
    readonly flaw: string,
    file = 'The file',
  ) {
    super(`${file} is not kept: ${flaw}. Download it again, with a fresh link.`);
  }
}
