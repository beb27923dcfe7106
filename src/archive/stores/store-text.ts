import type { Store, StoreOptions, WriteOptions } from './store';

/** The small files of an archive are far smaller; what is larger is something else. */
const LONGEST_TEXT_BYTES = 1024 * 1024;

/** The bytes of a small file; undefined when there is none, and cut when it is far too long to be one of ours. */
export async function readBytes(store: Store, name: string, options?: StoreOptions): Promise<Buffer | undefined> {
  const source = await store.read(name, options);
  if (source === undefined) return undefined;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > LONGEST_TEXT_BYTES) break;
  }
  return Buffer.concat(chunks);
}

/** The content of a small JSON file; undefined when there is none, or when it is not JSON. */
export async function readJson(store: Store, name: string, options?: StoreOptions): Promise<unknown> {
  const text = (await readBytes(store, name, options))?.toString('utf8');
  try {
    return text && JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Write a value as JSON for people and programs. */
export async function writeJson(store: Store, name: string, value: unknown, options?: WriteOptions): Promise<void> {
  await store.write(name, [Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`)], options);
}
