import { setTimeout as sleep } from 'node:timers/promises';
import { AccountGate, AccountHeldError } from '../../../src/bulk-export/http/account-gate';

const pass = (): Promise<number> => Promise.resolve(performance.now());

afterEach(() => {
  jest.restoreAllMocks();
});

test.each([1, 7, 33, 80])('a hold of %s ms never ends early', async (waitMs) => {
  const gate = new AccountGate(1_000);
  const closedAtMs = performance.now();
  gate.hold(waitMs);
  const passedAtMs = await Promise.all(Array.from({ length: 6 }, () => gate.pass(pass)));
  for (const atMs of passedAtMs) expect(atMs - closedAtMs).toBeGreaterThanOrEqual(waitMs);
});

test('a shorter hold does not shorten a longer one, a longer one lengthens it', async () => {
  const gate = new AccountGate(1_000);
  const closedAtMs = performance.now();
  gate.hold(60);
  gate.hold(1);
  const waiting = gate.pass(pass);
  await sleep(20);
  gate.hold(90);
  expect((await waiting) - closedAtMs).toBeGreaterThanOrEqual(110);
});

test('a hold longer than a call waits turns it away at once', async () => {
  const gate = new AccountGate(50);
  gate.hold(5_000);
  const send = jest.fn(pass);
  const thrown: unknown = await gate.pass(send).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(AccountHeldError);
  expect((thrown as AccountHeldError).restMs).toBeGreaterThan(4_900);
  expect(send).not.toHaveBeenCalled();
});

test('a hold that becomes too long turns those away who wait already', async () => {
  const gate = new AccountGate(100);
  gate.hold(30);
  const waiting = gate.pass(pass);
  gate.hold(5_000);
  await expect(waiting).rejects.toThrow(AccountHeldError);
});

test('four pass at a time, in the order they came', async () => {
  const gate = new AccountGate(1_000);
  const begun: number[] = [];
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 11 }, (_, number) =>
      gate
        .pass(async () => {
          begun.push(number);
          most = Math.max(most, ++inside);
          await sleep(5);
          inside--;
          if (number % 3 === 0) throw new Error('failed');
        })
        .catch(() => undefined),
    ),
  );
  expect(most).toBe(4);
  expect(begun).toEqual([...Array(11).keys()]);
});

test('a turn that comes at the moment of a cancellation is given on', async () => {
  const gate = new AccountGate(1_000);
  const ends: (() => void)[] = [];
  const fill = (): Promise<void>[] => Array.from({ length: 4 }, () => gate.pass(() => new Promise<void>((end) => ends.push(end))));
  const busy = fill();
  await sleep(1);
  const controller = new AbortController();
  const cancelled = gate.pass(pass, controller.signal);

  ends[0]!();
  queueMicrotask(() => {
    controller.abort(new Error('cancelled'));
  });
  await expect(cancelled).rejects.toThrow('cancelled');
  for (const end of ends) end();
  await Promise.all(busy);

  void fill();
  await sleep(1);
  expect(ends).toHaveLength(8);
});

test('those who wait for their turn wait out a hold that begins meanwhile', async () => {
  const gate = new AccountGate(1_000);
  let closedAtMs = 0;
  const first = Array.from({ length: 4 }, () =>
    gate.pass(async () => {
      await sleep(10);
      closedAtMs = performance.now();
      gate.hold(60);
    }),
  );
  const fifth = gate.pass(pass);
  await Promise.all(first);
  expect((await fifth) - closedAtMs).toBeGreaterThanOrEqual(60);
});

test('refusals without a wait hold for longer and longer, up to a minute', () => {
  jest.spyOn(Math, 'random').mockReturnValue(1);
  const gate = new AccountGate(0);
  const restsMs = Array.from({ length: 8 }, () => gate.backOff(performance.now()) - 20);
  const holds = restsMs.map((restMs) => Math.round(restMs / 1_000));
  expect(holds).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
});

test.each([
  [0, 770],
  [0.5, 895],
  [1, 1_020],
])('chance %s makes the first hold %s ms', (chance, heldMs) => {
  jest.spyOn(Math, 'random').mockReturnValue(chance);
  expect(new AccountGate(0).backOff(performance.now())).toBe(heldMs);
});

test('a burst of refusals doubles the hold once', () => {
  jest.spyOn(Math, 'random').mockReturnValue(1);
  const gate = new AccountGate(0);
  const sentAtMs = performance.now();
  const holds = [1, 2, 3, 4].map(() => gate.backOff(sentAtMs));
  for (const heldMs of holds) expect(heldMs).toBeLessThanOrEqual(1_020);
});

test('a success begins the holds anew, unless it was sent before the refusal', () => {
  jest.spyOn(Math, 'random').mockReturnValue(1);
  const secondHoldAfter = (succeed: (gate: AccountGate, sentAtMs: number) => void): number => {
    const gate = new AccountGate(0);
    const sentAtMs = performance.now() - 1;
    gate.backOff(performance.now());
    succeed(gate, sentAtMs);
    return Math.round((gate.backOff(performance.now()) - 20) / 1_000);
  };
  expect(secondHoldAfter(() => undefined)).toBe(2);
  expect(
    secondHoldAfter((gate, sentAtMs) => {
      gate.succeeded(sentAtMs);
    }),
  ).toBe(2);
  expect(
    secondHoldAfter((gate) => {
      gate.succeeded(performance.now());
    }),
  ).toBe(1);
});
