import { randomInt, randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { insteadOf } from '../domain/instead-of';
import { pause } from './days/stored-file';
import { ArchiveError, isRefusal, type Store, type StoreOptions } from './stores/store';
import { readBytes } from './stores/store-text';

/** Always the same name, so that a store without removal keeps a single probe. */
const NAME = '_exports/_probe.json.gz';
/** Its length differs each time, so that an outdated list is detected; in bytes. */
const MOST_FILLING = 4096;

/** Between two reads of the probe, in milliseconds. */
const PAUSES_MS = [100, 250, 500, 1000, 2000, 4000, 8000];

/** After this many reads with other bytes, the store is considered to change them. */
const MOST_OTHERS = 4;

const LATE = 'The store shows a new file with a delay: each delivery waits until its file is readable.';
const UNLISTED = 'The store lists a new file with a delay: Dayhaul checks days that are not listed by name.';
const UNTAGGED = 'The store does not keep the ETag or time stamp of a file: Dayhaul reads each file again after writing it.';
const UNREMOVED = `The store does not remove files: Dayhaul overwrites outdated ones, and ${NAME} remains.`;

/** Test a store with a file. Resolves with the guarantees that it lacks. @throws ArchiveError `refused` when it changes bytes */
export async function probe(store: Store, accountSid: string, options: StoreOptions = {}): Promise<string[]> {
  const body = gzipSync(JSON.stringify({ accountSid, probe: randomUUID(), filling: filling() }));
  await store.write(NAME, [body], options);
  const tag = await store.write(NAME, [body], options); // once more: a day that is delivered again is replaced
  const looks = await readBack(store, body, options);
  const found = await store.stat(NAME, options);
  let listed;
  for await (const file of store.list('_exports/', { ...options, after: '_exports/_probe', before: '_exports/_q' })) {
    if (file.name === NAME) listed = file;
  }
  const isOurs = found?.bytes === body.length;
  const isRemoved = await store.remove(NAME, options).then(() => true, insteadOf(isRefusal, false));
  return [
    ...(looks > 1 ? [LATE] : []),
    ...(isOurs && (found.tag === '' || found.tag !== tag) ? [UNTAGGED] : []),
    ...(isOurs && listed?.bytes !== body.length ? [UNLISTED] : []),
    ...(isRemoved ? [] : [UNREMOVED]),
    ...store.limits(),
  ];
}

/** The number of reads until the probe was there. Another worker may write and remove the same file meanwhile. */
async function readBack(store: Store, body: Buffer, options: StoreOptions): Promise<number> {
  for (let look = 1; ; look++) {
    const read = await readBytes(store, NAME, options);
    if (read && (read.equals(body) || isProbe(read))) return look;
    const pauseMs = read && look >= MOST_OTHERS ? undefined : PAUSES_MS[look - 1];
    if (pauseMs === undefined) {
      const said = read ? 'was changed by the store' : 'is missing';
      throw new ArchiveError(`Testing ${store.place}: the test file ${said}.`, 'refused');
    }
    await pause(pauseMs + randomInt(100), options.signal);
    if (!read && look % 2 === 0) await store.write(NAME, [body], options);
  }
}

/** Whether the bytes are a complete probe of any worker. */
function isProbe(read: Buffer): boolean {
  try {
    return 'probe' in (JSON.parse(gunzipSync(read).toString()) as object);
  } catch {
    return false;
  }
}

function filling(): string {
  return Array.from({ length: randomInt(MOST_FILLING) }, () => randomInt(36).toString(36)).join('');
}
