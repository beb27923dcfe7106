import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { insteadOf } from '../../domain/instead-of';
import { isRefusal, type Store, type StoredFile, type StoreOptions } from '../stores/store';
import type { Receipt } from './day-note';

/** The expected content of a file, as a receipt has it, without a hash for no file; and its tag, if known. */
type ToldFile = Pick<Receipt, 'bytes' | 'sha256'> & { readonly tag?: string | undefined };

/** Replaces a file that a store does not remove; any file with a record is longer. */
const GZIP_OF_NOTHING = gzipSync('');
const DISCARDED = Buffer.from('{"discarded":true}\n');

/** Between two checks for a new file, in milliseconds: some stores show it with a delay. */
const PAUSES_MS = [250, 500, 1000, 2000, 4000, 8000, 16_000];

/** Whether a file has the expected size; if the listed size differs, the file itself is read, since a list may be outdated. */
export async function isAsTold(store: Store, name: string, told: ToldFile, listed: StoredFile | undefined, options?: StoreOptions) {
  if (isAsLong(told, listed) || isAsLong(told, await store.stat(name, options))) return true;
  return told.sha256 !== undefined && isSame(told, await contentOf(store, name, options));
}

/** What a store has under the name of a new file: this file, another one, or none after half a minute. */
export async function lookForWritten(store: Store, name: string, told: ToldFile, options: StoreOptions = {}) {
  for (let look = 0; ; look++) {
    const found = await store.stat(name, options);
    const isTagged = told.tag !== undefined && told.tag !== '' && found?.tag === told.tag;
    if (told.sha256 === undefined ? isAsLong(told, found) : isTagged && isAsLong(told, found)) return 'same';
    const content = told.sha256 === undefined ? found : await contentOf(store, name, options);
    if (isSame(told, content)) return 'same';
    if (content !== undefined && look > 0) return 'other';
    const pauseMs = PAUSES_MS[look];
    if (pauseMs === undefined) return 'none';
    await pause(pauseMs, options.signal);
  }
}

/** Remove a file; where the store does not remove files, replace it with an empty one. */
export async function discard(store: Store, name: string, options?: StoreOptions): Promise<void> {
  const isRemoved = await store.remove(name, options).then(() => true, insteadOf(isRefusal, false));
  if (!isRemoved) await store.write(name, [name.endsWith('.gz') ? GZIP_OF_NOTHING : DISCARDED], options);
}

/** Whether a receipt or note is only the rest of a discarded one. */
export function isDiscarded({ bytes }: StoredFile): boolean {
  return bytes === DISCARDED.length;
}

/** Wait, unless the signal aborts: then reject with its reason. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
  signal?.throwIfAborted();
}

function isAsLong({ bytes, sha256 }: ToldFile, found: StoredFile | undefined): boolean {
  if (sha256 === undefined) return (found?.bytes ?? 0) <= GZIP_OF_NOTHING.length;
  return found?.bytes === bytes;
}

function isSame({ bytes, sha256 }: ToldFile, content: ToldFile | undefined): boolean {
  return sha256 !== undefined && content?.bytes === bytes && content.sha256 === sha256;
}

async function contentOf(store: Store, name: string, options?: StoreOptions): Promise<ToldFile | undefined> {
  const source = await store.read(name, options);
  if (source === undefined) return undefined;
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of source) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
