import { createHash } from 'node:crypto';
import { DamagedFileError, UnreadableFileError } from './damaged-file-error';
import { Unpacking, type UnpackingFlaw } from './unpacking';

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
 * standard allows, and zeros after them, with which some systems fill up), one JSON object per line, and as long as told.
 * Not a byte is a file as well, of no records, but only where it was told that there would be none.
 *
 * The verdict comes after the last byte: whoever takes the bytes keeps them only if this returns.
 *
 * @throws DamagedFileError as soon as something is wrong with them; UnreadableFileError when they are as long as told and
 * came as they were sent, and are no records all the same
 */
export async function* receiveDayFile(
  source: AsyncIterable<Uint8Array>,
  told: ToldSizes = {},
): AsyncGenerator<Uint8Array, DayFileContent, undefined> {
  const hash = createHash('sha256');
  const unpacking = new Unpacking();
  let bytes = 0;
  try {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.length;
      await unpacking.take(chunk);
      yield chunk;
      if (unpacking.flaw && !mayBeWhole(unpacking.flaw, bytes, told)) break; // it is not read to its end
    }
    if (unpacking.flaw) requireWhole(unpacking.flaw, bytes, told);
    requireToldSizes(bytes, told);
    const unpacked = bytes === 0 ? { records: 0 } : await unpacking.end();
    const content = { bytes, sha256: hash.digest('hex') };
    if ('records' in unpacked) return { ...content, records: unpacked.records };
    requireWhole(unpacked, bytes, told);
    throw new UnreadableFileError(unpacked.kind, unpacked.flaw, content);
  } finally {
    unpacking.close();
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

/** What is no gzip has no checksum; it came as it was sent if it has the size that the day list tells. */
function mayBeWhole(
  { kind, isWhole }: UnpackingFlaw,
  bytes: number,
  { listedBytes = -1 }: ToldSizes,
): boolean {
  return isWhole || (kind === 'notGzip' && bytes <= listedBytes);
}

function requireWhole(flaw: UnpackingFlaw, bytes: number, { listedBytes }: ToldSizes): void {
  if (flaw.isWhole || (flaw.kind === 'notGzip' && bytes === listedBytes)) return;
  throw new DamagedFileError(flaw.kind, flaw.flaw);
}
