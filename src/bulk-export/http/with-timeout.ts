/** Thrown when something took longer than it may. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/**
 * Run something that ends when its signal aborts: that of the caller, or because the time limit (milliseconds) is
 * over.
 * @param what what did not come in time, such as `whole answer`
 * @throws TimeoutError after either; a caller whose signal aborted throws the signal's reason instead
 */
export async function withTimeout<T>(
  limitMs: number,
  what: string,
  signal: AbortSignal | undefined,
  run: (limited: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort();
  };
  const timer = setTimeout(abort, limitMs);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await run(controller.signal);
  } catch (thrown) {
    throw controller.signal.aborted ? new TimeoutError(`no ${what} came within ${limitMs / 1000} s`) : thrown;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
