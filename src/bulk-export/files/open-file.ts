import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { addAbortSignal } from 'node:stream';
import axios, { type AxiosResponse } from 'axios';
import { proxyFor } from '../../network/proxy';
import { DayFileError, fileAnswerFailure, fileRequestFailure, FRESH_LINK, plainWords } from './file-failure';
import { isAllowedHost, isLoopback } from './file-hosts';
import { headerOf, readHttpDate, USER_AGENT } from '../http/headers';
import { requireTunnel } from '../http/http-exchange';
import type { ArrivingFile, BulkExportApi, DayLink } from '../port';
import { withTimeout, TimeoutError } from '../http/with-timeout';

/**
 * Downloads from allowed hosts: without credentials, which S3 rejects beside a signed link; without following redirects; and each
 * on its own connection, since a reused connection that turns out to be closed may invalidate the link.
 * @param fileHosts host patterns; see `isAllowedHost`
 * @param timeoutMs from connecting to the response headers, and between two pieces of the body
 */
export function createOpenFile(fileHosts: readonly string[], timeoutMs: number): BulkExportApi['openFile'] {
  const client = axios.create({
    headers: { Accept: '*/*', 'Accept-Encoding': 'identity', 'User-Agent': USER_AGENT },
    httpAgent: new http.Agent(),
    httpsAgent: new https.Agent(),
    maxRedirects: 0,
    responseType: 'stream',
    decompress: false,
    validateStatus: () => true,
  });

  return async (link, { signal } = {}) => {
    const purpose = `Downloading ${link.resourceType} ${link.day} from ${link.host}`;
    requireAllowed(link, fileHosts, purpose);
    const url = link.url.reveal();
    const response = await withTimeout(timeoutMs, 'response', signal, async (limited) => {
      const answer = await client.get<IncomingMessage>(url, { signal: limited, proxy: proxyFor(url) ?? false });
      requireTunnel(answer, url);
      if (answer.status === 200) return answer;
      throw await fileAnswerFailure(purpose, answer.status, answer.data);
    }).catch((thrown: unknown) => {
      signal?.throwIfAborted();
      throw thrown instanceof DayFileError ? thrown : fileRequestFailure(purpose, thrown);
    });
    return arrivingFile(response, link, { purpose, idleMs: timeoutMs, signal });
  };
}

function requireAllowed({ url, host }: DayLink, fileHosts: readonly string[], purpose: string): void {
  const { protocol, username } = new URL(url.reveal());
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(host));
  if (isSafe && username === '' && isAllowedHost(host, fileHosts)) return;
  const flaw = isSafe ? 'the host is not allowed' : 'the link is not https';
  const advice = 'If Twilio keeps day files there, add the host to DAYHAUL_FILE_HOSTS on the worker.';
  throw new DayFileError(`${purpose}: not sent, because ${flaw}. ${advice}`, 'hostNotAllowed');
}

function arrivingFile({ data, headers }: AxiosResponse<IncomingMessage>, link: DayLink, reading: Reading): ArrivingFile {
  const length = headerOf(headers, 'content-length') ?? '';
  const contentLength = /^\d+$/.test(length) ? Number(length) : undefined;
  return {
    bytes: readArrivingBytes(data, { ...reading, contentLength }),
    contentLength,
    isAccountChecked: link.isAccountChecked,
    createdAtMs: link.createdAtMs ?? readHttpDate(headerOf(headers, 'last-modified')),
    close: () => data.destroy(),
  };
}

interface Reading {
  readonly purpose: string;
  /** The longest wait between two chunks, in milliseconds. */
  readonly idleMs: number;
  readonly contentLength?: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** The bytes of a body, as fast as they are read. @throws DayFileError `cut` when it is incomplete, or a timeout passes */
async function* readArrivingBytes(body: IncomingMessage, { purpose, idleMs, contentLength, signal }: Reading) {
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
