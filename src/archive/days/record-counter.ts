import { DamagedFileError } from './damaged-file-error';

/** The longest line DuckDB reads unless told otherwise (its `maximum_object_size`), in bytes. */
const LONGEST_LINE = 16 * 1024 * 1024;

const NEWLINE = 10;
const SPACE = 32;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;
const NOTHING = -1;

/**
 * Counts the records of a text that comes in pieces: one JSON object per line. Of a line only its length and its first
 * and last byte that is not a blank are kept, so that memory is flat whatever comes; blank lines do not count, and the
 * last line needs no newline.
 *
 * A line is taken for an object when it begins with a brace and ends with one. To parse each line would take about four
 * times as long, and what it would find beyond this, gzip's checksum finds: a file that was damaged on its way.
 */
export class RecordCounter {
  #records = 0;
  #line = 1;
  #lineLength = 0;
  #first = NOTHING;
  #last = NOTHING;

  /** @throws DamagedFileError at the first line that is no record */
  take(piece: Buffer): void {
    let from = 0;
    for (;;) {
      const newline = piece.indexOf(NEWLINE, from);
      const until = newline === -1 ? piece.length : newline;
      this.#see(piece, from, until);
      if (newline === -1) return;
      this.#endLine();
      from = newline + 1;
    }
  }

  /** How many records there were. @throws DamagedFileError when the last line is no record */
  end(): number {
    this.#endLine();
    return this.#records;
  }

  #see(piece: Buffer, from: number, until: number): void {
    this.#lineLength += until - from;
    if (this.#lineLength > LONGEST_LINE) {
      throw new DamagedFileError('lineTooLong', `line ${this.#line} is longer than ${LONGEST_LINE} bytes`);
    }
    let end = until - 1;
    while (end >= from && isBlank(piece[end])) end--;
    if (end < from) return;
    this.#last = piece[end] ?? NOTHING;
    if (this.#first !== NOTHING) return;
    let start = from;
    while (isBlank(piece[start])) start++;
    this.#first = piece[start] ?? NOTHING;
  }

  #endLine(): void {
    if (this.#first !== NOTHING) {
      if (this.#first !== OPENING_BRACE || this.#last !== CLOSING_BRACE) {
        throw new DamagedFileError('notRecords', `line ${this.#line} is no JSON object`);
      }
      this.#records++;
    }
    this.#line++;
    this.#lineLength = 0;
    this.#first = NOTHING;
    this.#last = NOTHING;
  }
}

/** Space, tab and carriage return; other control characters do not occur outside of a JSON text's strings. */
function isBlank(byte: number | undefined): boolean {
  return byte !== undefined && byte <= SPACE;
}
