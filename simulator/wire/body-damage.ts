import { setTimeout as delay } from 'node:timers/promises';

/** What happens to a body on its way, whatever answer it belongs to. */
export type BodyDamage =
  | { readonly kind: 'truncate'; readonly bytes: number; readonly end: 'cut' | 'neat' }
  | { readonly kind: 'corrupt' }
  | { readonly kind: 'trailing' }
  | { readonly kind: 'trickle'; readonly bytes: number; readonly everyMs: number };

/** The length in the response header: longer than the body only for a body that is cut. */
export function lengthUnder(damage: BodyDamage | undefined, length: number): number {
  if (damage?.kind === 'truncate' && damage.end === 'neat') return Math.min(length, damage.bytes);
  return damage?.kind === 'trailing' ? length + TRAILING.length : length;
}

/** The bytes that arrive. */
export async function* damagedBytes(damage: BodyDamage | undefined, chunks: Chunks): AsyncGenerator<Buffer> {
  switch (damage?.kind) {
    case undefined:
      yield* chunks;
      break;
    case 'truncate':
      yield* firstBytes(chunks, damage.bytes);
      break;
    case 'corrupt':
      yield* withOneWrongByte(chunks);
      break;
    case 'trailing':
      yield* chunks;
      yield TRAILING;
      break;
    case 'trickle':
      yield* inPieces(chunks, damage.bytes, damage.everyMs);
      break;
  }
}

type Chunks = AsyncIterable<Buffer> | Iterable<Buffer>;

const TRAILING = Buffer.from('bytes after the end');

async function* firstBytes(chunks: Chunks, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const chunk of chunks) {
    yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) return;
  }
}

/** In the middle of the last chunk, never in the head of a gzip, where some bytes do not matter. */
async function* withOneWrongByte(chunks: Chunks): AsyncGenerator<Buffer> {
  let last: Buffer | undefined;
  for await (const chunk of chunks) {
    if (last !== undefined) yield last;
    last = Buffer.from(chunk);
  }
  if (last === undefined || last.length === 0) return;
  const middle = last.length >> 1;
  last.writeUInt8(255 - last.readUInt8(middle), middle);
  yield last;
}

async function* inPieces(chunks: Chunks, bytes: number, everyMs: number): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += bytes) {
      yield chunk.subarray(start, start + bytes);
      await delay(everyMs, undefined, { ref: false });
    }
  }
}
