import { setTimeout as pause } from 'node:timers/promises';

/**
 * Act again and again, whether or not earlier actions have come to an end. Actions may fail: that is for others to notice. Returns
 * how to stop, which waits for those that are under way.
 */
export function steadily(everyMs: number, act: (turn: number) => Promise<unknown>): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const acting = (async () => {
    const actions: Promise<unknown>[] = [];
    for (let turn = 0; !signal.aborted; turn++) {
      actions.push(act(turn).catch(() => undefined));
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
    }
    await Promise.all(actions);
  })();
  return () => {
    stopping.abort();
    return acting;
  };
}
