import type { DamageKind } from './damaged-file-error';

/** The longest line that DuckDB reads by default (`maximum_object_size`), in bytes. */
const LONGEST_LINE = 16 * 1024 * 1024;
/** A first line that is longer is not parsed, in bytes. */
const LONGEST_SAMPLE = 1024 * 1024;

/** UTF-8's byte order mark, which readers of lines skip at the beginning of a text. */
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const [TAB, NEWLINE, RETURN, SPACE, OPENING_BRACE, CLOSING_BRACE] = [9, 10, 13, 32, 123, 125];
const NOTHING = -1;

export interface TextFlaw {
  readonly kind: DamageKind;
  readonly flaw: string;
}

/**
 * Counts the records of a text that comes in pieces: one JSON object per line. Memory is flat: of a line only its length and its
 * first and last byte that is not a blank are kept. It counts when these are braces. Only the first line is parsed, which detects
 * another format; gzip's checksum detects damage, four times as fast.
 */
export class RecordCounter {
  #flaw: TextFlaw | undefined;
  #records = 0;
  #line = 1;
  #lineLength = 0;
  #first = NOTHING;
  #last = NOTHING;
  /** The beginning of the text, until it is known whether it is a mark. */
  #head: Buffer | undefined = Buffer.alloc(0);
  /** The first line that is not blank, as far as it has come. */
  #sample: Buffer[] | undefined = [];

  /** Count the records of a piece; counting stops at the first line that is not a record. */
  take(piece: Buffer): void {
    if (this.#head === undefined) {
      this.#count(piece);
      return;
    }
    const head = Buffer.concat([this.#head, piece]);
    if (head.length < MARK.length) {
      this.#head = head;
      return;
    }
    this.#head = undefined;
    this.#count(head.subarray(0, MARK.length).equals(MARK) ? head.subarray(MARK.length) : head);
  }

  /** The number of records, or the first error. */
  end(): { readonly records: number } | TextFlaw {
    if (this.#head) this.#count(this.#head);
    if (!this.#flaw) this.#endLine();
    return this.#flaw ?? { records: this.#records };
  }

  #count(piece: Buffer): void {
    let from = 0;
    while (!this.#flaw) {
      const newline = piece.indexOf(NEWLINE, from);
      const until = newline === -1 ? piece.length : newline;
      this.#see(piece, from, until);
      if (newline === -1) return;
      this.#endLine();
      from = newline + 1;
    }
  }

  #see(piece: Buffer, from: number, until: number): void {
    this.#lineLength += until - from;
    if (this.#lineLength > LONGEST_LINE) {
      this.#flaw ??= { kind: 'lineTooLong', flaw: `line ${this.#line} is longer than ${LONGEST_LINE} bytes` };
    }
    let end = until - 1;
    while (end >= from && isBlank(piece[end])) end--;
    if (end < from) return;
    if (this.#lineLength > LONGEST_SAMPLE) this.#sample = undefined;
    this.#sample?.push(Buffer.from(piece.subarray(from, until)));
    this.#last = piece[end] ?? NOTHING;
    if (this.#first !== NOTHING) return;
    let start = from;
    while (isBlank(piece[start])) start++;
    this.#first = piece[start] ?? NOTHING;
  }

  #endLine(): void {
    if (this.#first !== NOTHING) {
      const isObject = this.#first === OPENING_BRACE && this.#last === CLOSING_BRACE && isJson(this.#sample);
      if (!isObject) this.#flaw ??= { kind: 'notRecords', flaw: `line ${this.#line} is not a JSON object` };
      this.#sample = undefined;
      this.#records++;
    }
    this.#line++;
    this.#lineLength = 0;
    this.#first = NOTHING;
    this.#last = NOTHING;
  }
}

/** What JSON allows around a value of one line. */
function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB || byte === RETURN;
}

function isJson(line: readonly Buffer[] | undefined): boolean {
  if (line === undefined) return true;
  try {
    JSON.parse(Buffer.concat(line).toString());
    return true;
  } catch {
    return false;
  }
}
