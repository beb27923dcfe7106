import type { QuotaCall, ReserveAnswer } from '../../domain/quota/protocol';

type Answers = readonly (ReserveAnswer | null)[];

interface WaitingCall {
  readonly call: QuotaCall;
  readonly resolve: (answer: ReserveAnswer | null) => void;
  readonly reject: (error: unknown) => void;
}

const MOST_CALLS_OF_UPDATE = 50;

/**
 * Gather calls to a quota: those that come while others are under way are sent together, in order. Temporal lets a workflow have ten
 * updates at a time, and all workers of a group share them.
 * @param send sends calls as one update
 * @param isOfOne whether an error says that one of the calls is invalid: then each is sent alone
 */
export function gatherCalls(send: (calls: readonly QuotaCall[]) => Promise<Answers>, isOfOne: (error: unknown) => boolean) {
  const waiting: WaitingCall[] = [];
  let isSending = false;

  async function settle(batch: readonly WaitingCall[]): Promise<void> {
    try {
      const answers = await send(batch.map(({ call }) => call));
      for (const [index, { resolve }] of batch.entries()) resolve(answers[index] ?? null);
    } catch (error) {
      if (batch.length > 1 && isOfOne(error)) for (const each of batch) await settle([each]);
      else for (const { reject } of batch) reject(error);
    }
  }

  async function sendWaiting(): Promise<void> {
    if (isSending) return;
    isSending = true;
    while (waiting.length > 0) await settle(waiting.splice(0, MOST_CALLS_OF_UPDATE));
    isSending = false;
  }

  return (call: QuotaCall): Promise<ReserveAnswer | null> =>
    new Promise((resolve, reject) => {
      waiting.push({ call, resolve, reject });
      void sendWaiting();
    });
}
