import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ArrivingFile } from '../../bulk-export/port';
import type { DeliveryFacts } from '../port';
import type { Store, StoreOptions } from '../stores/store';
import { readText, writeJson } from '../stores/store-text';
import type { UnreadableBytes, UnreadableFileError } from './damaged-file-error';
import { stampOf, type OwnedStore } from './day-note';
import { DAY_FILES, nameOf, type DayOfType } from './layout';

const note = z.object({ sha256: z.string() });

/** Whether the same bytes are already kept aside. */
export async function isSetAside(
  store: Store,
  ofDay: DayOfType,
  { sha256 }: UnreadableBytes,
  options?: StoreOptions,
): Promise<boolean> {
  const text = await readText(store, nameOf(ofDay, DAY_FILES.rejected), options);
  try {
    return text !== undefined && note.parse(JSON.parse(text)).sha256 === sha256;
  } catch {
    return false;
  }
}

/** Keep an unreadable file aside: its bytes, then the reason; see `Archive.setAside`. */
export async function setAside(
  { store, accountSid }: OwnedStore,
  ofDay: DayOfType,
  file: ArrivingFile,
  { kind, flaw, content: { bytes, sha256 } }: UnreadableFileError,
  { jobSid, fetchedAtMs }: DeliveryFacts,
  options: StoreOptions = {},
): Promise<boolean> {
  const hash = createHash('sha256');
  const mayKeep = () => Promise.resolve(hash.digest('hex') === sha256);
  const name = nameOf(ofDay, DAY_FILES.rejectedBytes);
  const tag = await store.write(name, hashed(file.bytes, hash), { ...options, mayKeep });
  if (tag === undefined) return false;
  const rejected = {
    ...stampOf(accountSid, ofDay),
    reason: kind,
    flaw,
    bytes,
    sha256,
    ...(jobSid !== undefined && { jobSid }),
    fetchedAt: new Date(fetchedAtMs).toISOString(),
  };
  await writeJson(store, nameOf(ofDay, DAY_FILES.rejected), rejected, options);
  return true;
}

async function* hashed(
  source: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
}
