import type { IncomingMessage } from 'node:http';
import { addAbortSignal } from 'node:stream';
import { TimeoutError } from '../http/with-timeout';
import { DayFileError } from './day-file-error';
import { FRESH_LINK, plainWords } from './file-failure';

interface Reading {
  readonly purpose: string;
  /** The longest wait between two chunks, in milliseconds. */
  readonly idleMs: number;
  readonly contentLength?: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** The bytes of a body, as fast as they are read. @throws DayFileError `cut` when it is incomplete, or a timeout passes */
export async function* readArrivingBytes(
  body: IncomingMessage,
  { purpose, idleMs, contentLength, signal }: Reading,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  const giveUp = () => body.destroy(new TimeoutError(`no data for ${idleMs / 1000} s`));
  if (signal) addAbortSignal(signal, body);
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
    throw new DayFileError(`${purpose}: the download stopped after ${so} (${why}). ${FRESH_LINK}`, 'cut');
  } finally {
    clearTimeout(timer);
    body.destroy();
  }
}
