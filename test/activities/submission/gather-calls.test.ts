import { gatherCalls } from '../../../src/activities/submission/gather-calls';
import type { QuotaCall, ReserveAnswer } from '../../../src/domain/quota/protocol';

const OUTDATED = { kind: 'outdated' } as const;

function confirm(reservationNumber: number): QuotaCall {
  return { call: 'confirm', reservation: { nonce: 'a', reservationNumber } };
}

function numbersOf(calls: readonly QuotaCall[]): number[] {
  return calls.flatMap((call) => (call.call === 'confirm' ? call.reservation.reservationNumber : []));
}

/** Gathered calls, the updates that were sent with their numbers, and how to let the first of them end. */
function gather({ isOfOne = false } = {}) {
  const updates: { readonly numbers: number[]; readonly end: (failure?: Error) => void }[] = [];
  const send = (calls: readonly QuotaCall[]) =>
    new Promise<readonly ReserveAnswer[]>((resolve, reject) => {
      const numbers = numbersOf(calls);
      const answers = numbers.map((number): ReserveAnswer => ({ kind: 'spent', untilMs: number, why: '' }));
      updates.push({
        numbers,
        end: (failure) => {
          if (failure) reject(failure);
          else resolve(answers);
        },
      });
    });
  return { call: gatherCalls(send, () => isOfOne), updates, sent: () => updates.map(({ numbers }) => numbers) };
}

test('one update is under way at a time; calls that come meanwhile are sent together, each with its answer', async () => {
  const { call, updates, sent } = gather();
  const answers = [1, 2, 3, 4, 5].map((number) => call(confirm(number)));
  expect(sent()).toEqual([[1]]);
  updates[0]?.end();
  await new Promise(setImmediate);
  expect(sent()).toEqual([[1], [2, 3, 4, 5]]);
  updates[1]?.end();
  expect(await Promise.all(answers)).toMatchObject([1, 2, 3, 4, 5].map((untilMs) => ({ untilMs })));
});

test('an update has at most fifty calls', async () => {
  const { call, updates, sent } = gather();
  for (let number = 1; number <= 61; number++) void call(confirm(number));
  updates[0]?.end();
  await new Promise(setImmediate);
  updates[1]?.end();
  await new Promise(setImmediate);
  expect(sent().map((numbers) => numbers.length)).toEqual([1, 50, 10]);
});

test('an update that fails fails its calls alone; later calls are sent', async () => {
  const { call, updates } = gather();
  const first = call(confirm(1));
  updates[0]?.end(new Error('No answer.'));
  await expect(first).rejects.toThrow('No answer.');
  const second = call(confirm(2));
  updates[1]?.end();
  expect(await second).toMatchObject({ untilMs: 2 });
});

test('an invalid call fails alone: the others of its update are sent once more, one by one', async () => {
  const refused = new Error('The argument is invalid.');
  const send = (calls: readonly QuotaCall[]) =>
    numbersOf(calls).includes(4) ? Promise.reject(refused) : Promise.resolve(calls.map(() => OUTDATED));
  const call = gatherCalls(send, (error) => error === refused);
  const answers = await Promise.allSettled([1, 2, 3, 4, 5].map((number) => call(confirm(number))));
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});
