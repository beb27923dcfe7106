/** So far apart creates leave; chunks granted together begin at almost the same moment. */
const APART_MS = 10;

interface Waiter {
  readonly reservationNumber: number;
  readonly proceed: () => void;
}

/** Waits until it is the turn of a reservation. */
export type TakeTurn = (nonce: string, reservationNumber: number) => Promise<void>;

/** Creates of an export leave in the order of their reservations, but do not wait for each other's response. */
export function takeTurns(sleep: (ms: number) => Promise<unknown>): TakeTurn {
  const queues = new Map<string, Waiter[]>();

  async function serve(nonce: string, queue: Waiter[]): Promise<void> {
    queues.set(nonce, queue);
    while (queue.length > 0) {
      await sleep(APART_MS);
      queue.sort((one, other) => one.reservationNumber - other.reservationNumber);
      queue.shift()?.proceed();
    }
    queues.delete(nonce);
  }

  return (nonce, reservationNumber) =>
    new Promise((proceed) => {
      const waiter = { reservationNumber, proceed };
      const queue = queues.get(nonce);
      if (queue) queue.push(waiter);
      else void serve(nonce, [waiter]);
    });
}
