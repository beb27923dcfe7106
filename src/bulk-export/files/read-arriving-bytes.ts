import type { IncomingMessage } from 'node:http';
import { TimeoutError } from '../http/with-timeout';
import { DayFileError } from './day-file-error';
import { FRESH_LINK, plainWords } from './file-failure';

interface Reading {
  /** What is being done, to begin a sentence with. */
  readonly purpose: string;
  /** How long the other side may be silent while it is asked for more, in milliseconds. */
  readonly idleMs: number;
  readonly contentLength?: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * The bytes of a body as fast as they are asked for. The connection is closed at their end, and when nobody asks for
 * the rest.
 * @throws DayFileError of the kind `cut` when they end before the end, or do not go on; or the signal's `reason`
 */
export async function* readArrivingBytes(
  body: IncomingMessage,
  { purpose, idleMs, contentLength, signal }: Reading,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  const giveUp = (): void => {
    body.destroy(new TimeoutError(`nothing came for ${idleMs / 1000} s`));
  };
  const abort = (): void => {
    body.destroy();
  };
  signal?.addEventListener('abort', abort, { once: true });
  let timer = setTimeout(giveUp, idleMs);
  try {
    signal?.throwIfAborted();
    for await (const chunk of body as AsyncIterable<Buffer>) {
      clearTimeout(timer);
      bytes += chunk.length;
      yield chunk;
      timer = setTimeout(giveUp, idleMs);
    }
  } catch (thrown) {
    signal?.throwIfAborted();
    const so = contentLength === undefined ? `${bytes} bytes` : `${bytes} of ${contentLength} bytes`;
    const why = thrown instanceof TimeoutError ? thrown.message : plainWords(thrown);
    throw new DayFileError(`${purpose}: the file ended after ${so} (${why}). ${FRESH_LINK}`, 'cut');
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    body.destroy();
  }
}
