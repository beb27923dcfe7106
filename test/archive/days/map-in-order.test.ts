import { mapInOrder } from '../../../src/archive/days/day-folders';

async function* upTo(last: number, onGiven: (item: number) => void = () => undefined): AsyncGenerator<number> {
  for (let item = 1; item <= last; item++) {
    onGiven(item);
    yield await Promise.resolve(item);
  }
}

/** Resolves after so many turns of the event loop. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

test('results come in the order of the items, however long each takes, and never more than so many are worked on', async () => {
  let running = 0;
  let most = 0;
  const work = async (item: number) => {
    most = Math.max(most, ++running);
    await turns((item * 7) % 11);
    running -= 1;
    return item * 10;
  };
  const results: number[] = [];
  for await (const result of mapInOrder(upTo(50), 4, work)) results.push(result);
  expect(results).toEqual(Array.from({ length: 50 }, (_, index) => (index + 1) * 10));
  expect(most).toBe(4);
});

test('nothing is worked on in vain when nobody takes the results', async () => {
  const given: number[] = [];
  for await (const result of mapInOrder(
    upTo(1_000, (item) => given.push(item)),
    4,
    (item) => Promise.resolve(item),
  )) {
    if (result === 3) break;
  }
  expect(given.length).toBeLessThan(10);
});

test('the first failure ends it, and later ones are not left unhandled', async () => {
  const work = async (item: number) => {
    await turns(item);
    throw new Error(`item ${item}`);
  };
  await expect(mapInOrder(upTo(9), 3, work).next()).rejects.toThrow('item 1');
  await turns(20);
});
