import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createGunzip, type Gunzip } from 'node:zlib';
import { DamagedFileError } from './damaged-file-error';
import { RecordCounter } from './record-counter';

/** Unpacked at a time: smaller pieces cost time, larger ones gain none. */
const PIECE_BYTES = 256 * 1024;

/** What a day file turned out to be. */
export interface DayFileContent {
  /** As sent, which is gzip. */
  readonly bytes: number;
  /** Of the bytes as sent, in hexadecimal. */
  readonly sha256: string;
  readonly records: number;
}

/** How many bytes a day file was told to have; absent when nobody knows. */
export interface ToldSizes {
  /** By the head of the answer. */
  readonly contentLength?: number | undefined;
  /** By the day list. */
  readonly listedBytes?: number | undefined;
}

/**
 * Pass the bytes of a day file on as they came, and look at them on the way: one pass, with the same memory whatever
 * the size. Returns what they are once they are found whole: gzip to its last byte (one member or several, as its
 * standard allows), one JSON object per line, and as long as told. Not a byte is a file as well, of no records, but
 * only where it was told that there would be none.
 *
 * The verdict comes after the last byte: whoever takes the bytes keeps them only if this returns.
 *
 * @throws DamagedFileError as soon as something is wrong with them
 */
export async function* receiveDayFile(
  source: AsyncIterable<Uint8Array>,
  told: ToldSizes = {},
): AsyncGenerator<Uint8Array, DayFileContent, undefined> {
  const hash = createHash('sha256');
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
  const counting = countRecords(gunzip);
  const failing = counting.catch(() => undefined);
  let head = Buffer.alloc(0);
  let bytes = 0;
  try {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.length;
      if (head.length < 2) head = Buffer.concat([head, chunk.subarray(0, 2)]);
      const hasRoom = gunzip.write(chunk);
      yield chunk;
      if (!hasRoom && gunzip.writableNeedDrain) await Promise.race([once(gunzip, 'drain'), failing]);
      if (gunzip.destroyed) break;
    }
    if (!gunzip.destroyed) {
      requireToldSizes(bytes, told);
      if (bytes === 0) return { bytes, sha256: hash.digest('hex'), records: 0 };
      gunzip.end();
    }
    const records = await counting.catch((thrown: unknown) => {
      throw thrown instanceof DamagedFileError ? thrown : unpackingFailure(thrown, head);
    });
    if (gunzip.bytesWritten !== bytes) throw new DamagedFileError('trailing', TRAILING);
    return { bytes, sha256: hash.digest('hex'), records };
  } finally {
    gunzip.destroy();
  }
}

/** Take a day file that is there already for what it is; its bytes are not kept. */
export async function contentOf(source: AsyncIterable<Uint8Array>): Promise<DayFileContent> {
  const receiving = receiveDayFile(source);
  for (;;) {
    const { done, value } = await receiving.next();
    if (done) return value;
  }
}

const TRAILING = 'after its end come bytes that do not belong to it';

async function countRecords(gunzip: Gunzip): Promise<number> {
  const counter = new RecordCounter();
  for await (const piece of gunzip) counter.take(piece as Buffer);
  return counter.end();
}

function requireToldSizes(bytes: number, { contentLength, listedBytes }: ToldSizes): void {
  if (contentLength !== undefined && bytes < contentLength) {
    throw new DamagedFileError('truncated', `only ${bytes} of its ${contentLength} bytes came`);
  }
  if (bytes === 0 && contentLength === undefined && listedBytes !== 0) {
    throw new DamagedFileError('truncated', 'not a byte of it came');
  }
  const other = [contentLength, listedBytes].find((size) => size !== undefined && size !== bytes);
  if (other !== undefined) {
    throw new DamagedFileError('otherSize', `it has ${bytes} bytes, and was told to have ${other}`);
  }
}

function unpackingFailure(thrown: unknown, head: Buffer): DamagedFileError {
  const { code, message } = thrown as { code?: unknown; message?: unknown };
  if (head[0] !== 0x1f || (head.length > 1 && head[1] !== 0x8b)) {
    return new DamagedFileError('notGzip', 'it is not gzip');
  }
  if (code === 'Z_BUF_ERROR') return new DamagedFileError('truncated', 'it ends before its end');
  // The first header was right: this is what comes after the end of the file.
  if (message === 'incorrect header check') return new DamagedFileError('trailing', TRAILING);
  return new DamagedFileError('corrupt', `it is corrupt (${String(message)})`);
}
