import { setTimeout } from 'node:timers/promises';
import { takeTurns } from '../../../src/activities/submission/take-turns';

/** Those who wait, in the order in which they proceed. */
async function proceeding(waiters: readonly (readonly [nonce: string, reservationNumber: number])[]): Promise<string[]> {
  const takeTurn = takeTurns(setTimeout);
  const proceeded: string[] = [];
  const wait = ([nonce, reservationNumber]: readonly [string, number]) =>
    takeTurn(nonce, reservationNumber).then(() => proceeded.push(`${nonce}${reservationNumber}`));
  await Promise.all(waiters.map(wait));
  return proceeded;
}

test('those who come at once proceed in the order of their numbers', async () => {
  expect(await proceeding([3, 1, 4, 2].map((number) => ['a', number]))).toEqual(['a1', 'a2', 'a3', 'a4']);
});

test('no export waits for another', async () => {
  const first = (
    await proceeding([
      ['a', 1],
      ['a', 2],
      ['a', 3],
      ['b', 9],
    ])
  ).slice(0, 2);
  expect(first.sort()).toEqual(['a1', 'b9']);
});

test('one who comes later waits only for its own turn', async () => {
  const takeTurn = takeTurns(setTimeout);
  await takeTurn('a', 5);
  await takeTurn('a', 1);
  const startMs = performance.now();
  await Promise.all([7, 6].map((number) => takeTurn('a', number)));
  expect(performance.now() - startMs).toBeGreaterThan(15);
});
