import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import axios, { type AxiosResponse } from 'axios';
import { proxyFor } from '../../network/proxy';
import { DayFileError } from './day-file-error';
import { isAllowedHost, isLoopback } from './file-hosts';
import { fileAnswerFailure, fileRequestFailure } from './file-failure';
import { headerOf, readHttpDate, USER_AGENT } from '../http/headers';
import { requireTunnel } from '../http/http-exchange';
import type { ArrivingFile, BulkExportApi, DayLink } from '../port';
import { readArrivingBytes } from './read-arriving-bytes';
import { withTimeout } from '../http/with-timeout';

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
  throw new DayFileError(
    `${purpose}: not sent, because ${flaw}. If Twilio keeps day files there, add the host to DAYHAUL_FILE_HOSTS on the worker.`,
    'hostNotAllowed',
  );
}

function arrivingFile(
  { data, headers }: AxiosResponse<IncomingMessage>,
  link: DayLink,
  reading: Parameters<typeof readArrivingBytes>[1],
): ArrivingFile {
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
