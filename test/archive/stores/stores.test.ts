import type { Store, StoredFile } from '../../../src/archive/stores/store';
import { readBytes } from '../../../src/archive/stores/store-text';
import { KINDS, useArchivePlaces } from '../support/archive-places';

const MEGABYTE = Buffer.alloc(1024 * 1024, 'dayhaul ');

async function* bytes(...chunks: (string | Buffer)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
}

async function* failingAfter(failure: Error, ...chunks: Buffer[]): AsyncGenerator<Uint8Array> {
  yield* bytes(...chunks);
  throw failure;
}

async function namesIn(store: Store, prefix = '', limits: { after?: string; before?: string } = {}) {
  const names: string[] = [];
  for await (const { name } of store.list(prefix, limits)) names.push(name);
  return names;
}

describe.each(KINDS)('a store in a place of the kind %s', (kind) => {
  const places = useArchivePlaces(kind);
  let store: Store;
  beforeEach(async () => {
    store = await places.newStore();
  });

  test('is empty before anything is written', async () => {
    expect(await namesIn(store)).toEqual([]);
    expect(await store.read('a/b.json')).toBeUndefined();
    await expect(store.remove('a/b.json')).resolves.toBeUndefined();
    expect(await store.sweep('a/')).toBe(0);
  });

  test.each([
    ['nothing', []],
    ['a text', ['{"a":1}']],
    ['several chunks', ['one', 'two', Buffer.from([0, 255, 10])]],
    ['forty megabytes', Array.from({ length: 40 }, () => MEGABYTE)],
  ])('gives back %s as it was written, with its size', async (_name, chunks) => {
    const tag = await store.write('a/day=2024-03-01/b.json', bytes(...chunks));
    const read: Uint8Array[] = [];
    for await (const chunk of (await store.read('a/day=2024-03-01/b.json'))!) read.push(chunk);
    const whole = Buffer.concat(chunks.map((chunk) => Buffer.from(chunk)));
    expect(Buffer.concat(read).equals(whole)).toBe(true);
    const listed: StoredFile[] = [];
    for await (const file of store.list('a/')) listed.push(file);
    expect(listed).toEqual([{ name: 'a/day=2024-03-01/b.json', bytes: whole.length, tag }]);
  });

  test('gives another tag to other bytes under the same name', async () => {
    const first = await store.write('a.json', bytes('first'));
    const second = await store.write('a.json', bytes('other'));
    expect(second).not.toBe(first);
    expect((await readBytes(store, 'a.json'))?.toString()).toBe('other');
  });

  test('lists in the order of names, below a prefix, and between two texts', async () => {
    const names = ['Calls/day=2024-03-01/a', 'M/day=2024-03-01/_r', 'M/day=2024-03-01/r', 'M/day=2024-03-02/r', 'M/x'];
    for (const name of [...names].reverse()) await store.write(name, bytes(name));
    expect(await namesIn(store)).toEqual(names);
    expect(await namesIn(store, 'M/')).toEqual(names.slice(1));
    expect(await namesIn(store, 'M/', { after: 'M/day=2024-03-02' })).toEqual(names.slice(3));
    expect(await namesIn(store, 'M/', { after: 'M/day=2024-03-01', before: 'M/day=2024-03-010' })).toEqual(names.slice(1, 3));
    expect(await namesIn(store, 'M/', { after: 'M/day=2024-03-01/_r', before: 'M/x' })).toEqual(names.slice(2, 4));
    expect(await namesIn(store, 'Nothing/')).toEqual([]);
  });

  test('removes a file, and no other', async () => {
    await store.write('a/1', bytes('1'));
    await store.write('a/2', bytes('2'));
    await store.remove('a/1');
    expect(await namesIn(store)).toEqual(['a/2']);
  });

  describe.each([
    ['small', [Buffer.from('new')]],
    ['large', Array.from({ length: 40 }, () => MEGABYTE)],
  ])('keeps what was there when a %s file', (_size, chunks) => {
    beforeEach(() => store.write('a/1', bytes('old')));

    async function expectOld(): Promise<void> {
      expect((await readBytes(store, 'a/1'))?.toString()).toBe('old');
      expect(await namesIn(store)).toEqual(['a/1']);
    }

    test('does not come whole, and passes the failure on', async () => {
      const failure = new Error('the file is truncated');
      await expect(store.write('a/1', failingAfter(failure, ...chunks))).rejects.toBe(failure);
      await expectOld();
    });

    test('is not to be kept after all', async () => {
      const mayKeep = () => Promise.resolve(false);
      expect(await store.write('a/1', bytes(...chunks), { mayKeep })).toBeUndefined();
      await expectOld();
    });

    test('meets a failure just before it is kept', async () => {
      const failure = new Error('the receipt could not be removed');
      const mayKeep = () => Promise.reject(failure);
      await expect(store.write('a/1', bytes(...chunks), { mayKeep })).rejects.toBe(failure);
      await expectOld();
    });
  });

  test('asks once, after the last byte and before anybody sees it, whether a file may be kept', async () => {
    const seen: unknown[] = [];
    const mayKeep = async () => {
      seen.push((await readBytes(store, 'a/1'))?.toString());
      return true;
    };
    await store.write('a/1', bytes('old'));
    await store.write('a/1', bytes('new'), { mayKeep });
    expect([seen, (await readBytes(store, 'a/1'))?.toString()]).toEqual([['old'], 'new']);
  });

  test('a small file that a reader meets while it is replaced is the old or the new one', async () => {
    const texts = ['a'.repeat(100_000), 'b'.repeat(50_000)];
    await store.write('a/1', bytes(texts[0]!));
    const turns = { left: 20 };
    const writing = (async () => {
      for (; turns.left > 0; turns.left--) await store.write('a/1', bytes(texts[turns.left % 2]!));
    })();
    while (turns.left > 0) expect(texts).toContain((await readBytes(store, 'a/1'))?.toString());
    await writing;
  });
});
