import { createHash, type Hash } from 'node:crypto';
import { z } from 'zod';
import type { ArrivingFile } from '../../bulk-export/port';
import type { DeliveryFacts } from '../port';
import { readJson, writeJson } from '../stores/store-text';
import type { UnreadableFileError } from './damaged-file-error';
import { instantOf, stampOf, type ArchiveDay } from './day-note';
import { DAY_FILES, nameOf } from './layout';

const note = z.object({ sha256: z.string() });

export async function isSetAside(at: ArchiveDay, sha256: string): Promise<boolean> {
  return note.safeParse(await readJson(at.store, nameOf(at, DAY_FILES.rejected), at)).data?.sha256 === sha256;
}

/** Keep an unreadable file aside: its bytes, then the reason; see `Archive.setAside`. */
export async function setAside(at: ArchiveDay, file: ArrivingFile, unreadable: UnreadableFileError, facts: DeliveryFacts) {
  const { kind, flaw, content } = unreadable;
  const { bytes, sha256 } = content;
  const { jobSid, fetchedAtMs } = facts;
  const hash = createHash('sha256');
  const mayKeep = () => Promise.resolve(hash.digest('hex') === sha256);
  const tag = await at.store.write(nameOf(at, DAY_FILES.rejectedBytes), hashed(file.bytes, hash), { signal: at.signal, mayKeep });
  if (tag === undefined) return false;
  const rejected = { ...stampOf(at), reason: kind, flaw, bytes, sha256, jobSid, fetchedAt: instantOf(fetchedAtMs) };
  await writeJson(at.store, nameOf(at, DAY_FILES.rejected), rejected, at);
  return true;
}

async function* hashed(source: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
}
