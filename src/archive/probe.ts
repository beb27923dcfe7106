import { randomInt, randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { pause } from './days/stored-file';
import { ArchiveError, isRefusal } from './stores/archive-error';
import type { Store, StoreOptions } from './stores/store';

/** Always this one, so that a store that removes nothing keeps one of them and no more. */
const NAME = '_exports/_probe.json.gz';
/** Its length differs each time, so that a list that is late shows by it; in bytes. */
const MOST_FILLING = 4096;

/** Between two looks for what was written, in milliseconds. */
const PAUSES_MS = [100, 250, 500, 1000, 2000, 4000, 8000];

/** So many looks that show other bytes than those that were written mean that the store changes them. */
const MOST_OTHERS = 4;

const LATE =
  'The store shows a file only some time after it was written: each delivery waits until its file can be read.';
const UNLISTED =
  'The store lists a file only some time after it was written: days that are not listed are looked for by their names.';
const UNTAGGED =
  'The store does not keep the ETag or time stamp of a file: each file is read once more after it was written.';
const UNREMOVED = `The store removes nothing: what does not count any more is overwritten, and ${NAME} stays.`;

/**
 * Find out what a store keeps, before anything is requested for it: write, look, read, list, remove.
 * @returns which promises are weaker there, a sentence each
 * @throws ArchiveError of the kind `refused` when it does not give back what was written
 */
export async function probe(store: Store, accountSid: string, options: StoreOptions = {}): Promise<string[]> {
  const body = gzipSync(JSON.stringify({ accountSid, probe: randomUUID(), filling: filling() }));
  await store.write(NAME, [body], options);
  const tag = await store.write(NAME, [body], options); // once more: a day that is delivered again is replaced
  const looks = await readBack(store, body, options);
  const found = await store.stat(NAME, options);
  let listed;
  for await (const file of store.list('_exports/', {
    ...options,
    after: '_exports/_probe',
    before: '_exports/_q',
  })) {
    if (file.name === NAME) listed = file;
  }
  const isOurs = found?.bytes === body.length;
  const isRemoved = await removed(store, options);
  return [
    ...(looks > 1 ? [LATE] : []),
    ...(isOurs && (found.tag === '' || found.tag !== tag) ? [UNTAGGED] : []),
    ...(isOurs && listed?.bytes !== body.length ? [UNLISTED] : []),
    ...(isRemoved ? [] : [UNREMOVED]),
    ...store.limits(),
  ];
}

/** How many looks it took. Another worker may write and remove the same file meanwhile. */
async function readBack(store: Store, body: Buffer, options: StoreOptions): Promise<number> {
  for (let look = 1; ; look++) {
    const read = await bytesOf(store, options);
    if (read && (read.equals(body) || isProbe(read))) return look;
    const pauseMs = read && look >= MOST_OTHERS ? undefined : PAUSES_MS[look - 1];
    if (pauseMs === undefined) {
      const said = read ? 'is not the same any more' : 'is not there';
      throw new ArchiveError(`Trying ${store.place}: a file that was written there ${said}.`, 'refused');
    }
    await pause(pauseMs + randomInt(100), options.signal);
    if (!read && look % 2 === 0) await store.write(NAME, [body], options);
  }
}

async function removed(store: Store, options: StoreOptions): Promise<boolean> {
  try {
    await store.remove(NAME, options);
    return true;
  } catch (thrown) {
    if (isRefusal(thrown)) return false;
    throw thrown;
  }
}

async function bytesOf(store: Store, options: StoreOptions): Promise<Buffer | undefined> {
  const source = await store.read(NAME, options);
  if (!source) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Whether it is whole, and what a worker writes here. */
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
