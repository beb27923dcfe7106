import { once } from 'node:events';
import { createGunzip } from 'node:zlib';
import { RecordCounter, type TextFlaw } from './record-counter';

/** Unpacked at a time: smaller pieces cost time, larger ones gain none. */
const PIECE_BYTES = 256 * 1024;

export interface UnpackingFlaw extends TextFlaw {
  /** Whether the file is intact nevertheless, by the checksum of gzip. */
  readonly isWhole: boolean;
}

const TRAILING = { kind: 'trailing', flaw: 'unexpected bytes after the end of the gzip', isWhole: true } as const;

/** Decompresses a gzip in chunks (one or several members, padding with zeros) and counts its records. */
export class Unpacking {
  readonly #gunzip = createGunzip({ chunkSize: PIECE_BYTES });
  readonly #counter = new RecordCounter();
  readonly #over = this.#count();
  #thrown: unknown;
  #isOver = false;
  #head = Buffer.alloc(0);
  #bytes = 0;
  /** So many of the last bytes are zeros. */
  #zeros = 0;

  /** Take a chunk; resolves when there is room for the next one. */
  async take(chunk: Uint8Array): Promise<void> {
    this.#bytes += chunk.length;
    const zeros = zerosAtTheEnd(chunk);
    this.#zeros = zeros === chunk.length ? this.#zeros + zeros : zeros;
    if (this.#head.length < 2) this.#head = Buffer.concat([this.#head, chunk.subarray(0, 2)]);
    if (this.#isOver || this.#gunzip.destroyed) return;
    if (this.#gunzip.write(chunk) || !this.#gunzip.writableNeedDrain) return;
    await Promise.race([once(this.#gunzip, 'drain').catch(() => undefined), this.#over]);
  }

  /** The error so far, before the last chunk. */
  get flaw(): UnpackingFlaw | undefined {
    return this.#thrown === undefined ? undefined : this.#flawOf(this.#thrown);
  }

  async end(): Promise<{ readonly records: number } | UnpackingFlaw> {
    if (!this.#isOver && !this.#gunzip.destroyed) this.#gunzip.end();
    await this.#over;
    if (this.flaw) return this.flaw;
    if (this.#bytes - this.#gunzip.bytesWritten > this.#zeros) return TRAILING;
    const counted = this.#counter.end();
    return 'records' in counted ? counted : { ...counted, isWhole: true };
  }

  close(): void {
    this.#gunzip.destroy();
  }

  async #count(): Promise<void> {
    try {
      for await (const piece of this.#gunzip) this.#counter.take(piece as Buffer);
    } catch (thrown) {
      this.#thrown = thrown;
    }
    this.#isOver = true;
  }

  #flawOf(thrown: unknown): UnpackingFlaw {
    const { code, message } = thrown as { code?: unknown; message?: unknown };
    const [first, second] = this.#head;
    if (first !== 0x1f || (second !== undefined && second !== 0x8b)) return { kind: 'notGzip', flaw: 'not gzip', isWhole: false };
    if (code === 'Z_BUF_ERROR') return { kind: 'truncated', flaw: 'unexpected end of file', isWhole: false };
    // The first header was right: this is what comes after the end of the file.
    if (message === 'incorrect header check') return TRAILING;
    return { kind: 'corrupt', flaw: `corrupt (${String(message)})`, isWhole: false };
  }
}

function zerosAtTheEnd(chunk: Uint8Array): number {
  let start = chunk.length;
  while (start > 0 && chunk[start - 1] === 0) start--;
  return chunk.length - start;
}
