export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/**
 * Run work whose signal aborts with the caller's, and after a time limit in milliseconds; `what` is missing then.
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
  const abort = () => controller.abort();
  const timer = setTimeout(abort, limitMs);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await run(controller.signal);
  } catch (thrown) {
    throw controller.signal.aborted ? new TimeoutError(`no ${what} within ${limitMs / 1000} s`) : thrown;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
