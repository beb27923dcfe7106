import type { Bytes, Store, StoreOptions } from './store';

/** What the caller of a write throws, on its way through the store. */
class OfCaller extends Error {
  constructor(readonly thrown: unknown) {
    super();
  }
}

/** A store that says what failed, by `failureOf`. An aborted call rejects with its signal's reason; a caller's errors pass. */
export function translated(store: Store, failureOf: (purpose: string, thrown: unknown) => unknown): Store {
  const { place } = store;

  const failed = (purpose: string, options: StoreOptions | undefined, thrown: unknown): unknown => {
    options?.signal?.throwIfAborted();
    return thrown instanceof OfCaller ? thrown.thrown : failureOf(purpose, thrown);
  };

  async function run<T>(purpose: string, options: StoreOptions | undefined, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      throw failed(purpose, options, thrown);
    }
  }

  async function* each<T>(purpose: string, options: StoreOptions | undefined, source: AsyncIterable<T>): AsyncGenerator<T> {
    try {
      yield* source;
    } catch (thrown) {
      throw failed(purpose, options, thrown);
    }
  }

  return {
    place,
    list: (prefix, options) => each(`Listing ${prefix} in ${place}`, options, store.list(prefix, options)),
    stat: (name, options) => run(`Checking ${name} in ${place}`, options, () => store.stat(name, options)),
    read: async (name, options) => {
      const purpose = `Reading ${name} in ${place}`;
      const source = await run(purpose, options, () => store.read(name, options));
      return source && each(purpose, options, source);
    },
    prepare: (folders, options) => run(`Making folders in ${place}`, options, () => store.prepare(folders, options)),
    write: (name, bytes, { signal, mayKeep } = {}) => {
      const options = { signal, mayKeep: mayKeep && (() => mayKeep().catch(ofCaller)) };
      return run(`Writing ${name} to ${place}`, options, () => store.write(name, ofTheCaller(bytes), options));
    },
    remove: (name, options) => run(`Removing ${name} from ${place}`, options, () => store.remove(name, options)),
    sweep: (prefix, options) => run(`Sweeping ${prefix} in ${place}`, options, () => store.sweep(prefix, options)),
    limits: () => store.limits(),
  };
}

async function* ofTheCaller(source: Bytes): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (thrown) {
    ofCaller(thrown);
  }
}

function ofCaller(thrown: unknown): never {
  throw new OfCaller(thrown);
}
