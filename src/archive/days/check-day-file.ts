import { createHash } from 'node:crypto';
import { DamagedFileError, UnreadableFileError } from './damaged-file-error';
import { Unpacking, type UnpackingFlaw } from './unpacking';

export interface DayFileContent {
  /** As sent, which is gzip. */
  readonly bytes: number;
  /** Of the bytes as sent, in hexadecimal. */
  readonly sha256: string;
  readonly records: number;
}

/** The expected sizes of a day file in bytes, as far as known. */
export interface ToldSizes {
  readonly contentLength?: number | undefined;
  readonly listedBytes?: number | undefined;
}

/**
 * Pass the bytes of a day file on, and check them with constant memory: gzip to its last byte, perhaps in several members or padded
 * with zeros, one JSON object per line, and the expected size. Zero bytes are a file without records where they are expected. Keep
 * the bytes only if this returns.
 * @throws DamagedFileError as soon as an error is found; UnreadableFileError when the bytes are intact, but are not records
 */
export async function* receiveDayFile(source: AsyncIterable<Uint8Array>, told: ToldSizes = {}, signal?: AbortSignal) {
  const hash = createHash('sha256');
  const unpacking = new Unpacking();
  let bytes = 0;
  try {
    for await (const chunk of source) {
      signal?.throwIfAborted();
      hash.update(chunk);
      bytes += chunk.length;
      await unpacking.take(chunk);
      yield chunk;
      if (unpacking.flaw && !mayBeWhole(unpacking.flaw, bytes, told)) break; // the rest is not read
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

export async function contentOf(source: AsyncIterable<Uint8Array>): Promise<DayFileContent> {
  const receiving = receiveDayFile(source);
  for (;;) {
    const { done, value } = await receiving.next();
    if (done) return value;
  }
}

function requireToldSizes(bytes: number, { contentLength: sent, listedBytes }: ToldSizes): void {
  if (sent !== undefined && bytes < sent) throw new DamagedFileError('truncated', `only ${bytes} of ${sent} bytes received`);
  if (bytes === 0 && sent === undefined && listedBytes !== 0) throw new DamagedFileError('truncated', 'no bytes received');
  const other = [sent, listedBytes].find((size) => size !== undefined && size !== bytes);
  if (other !== undefined) throw new DamagedFileError('otherSize', `${bytes} bytes instead of ${other}`);
}

/** A file that is not gzip has no checksum; it is intact if it has the size of the day list. */
function mayBeWhole({ kind, isWhole }: UnpackingFlaw, bytes: number, { listedBytes = -1 }: ToldSizes): boolean {
  return isWhole || (kind === 'notGzip' && bytes <= listedBytes);
}

function requireWhole(flaw: UnpackingFlaw, bytes: number, { listedBytes }: ToldSizes): void {
  if (flaw.isWhole || (flaw.kind === 'notGzip' && bytes === listedBytes)) return;
  throw new DamagedFileError(flaw.kind, flaw.flaw);
}
