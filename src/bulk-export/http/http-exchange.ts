import http, { type ClientRequest } from 'node:http';
import https from 'node:https';
import { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { TLSSocket } from 'node:tls';
import axios, { type AxiosResponse } from 'axios';
import type { ApiErrorKind } from '../api-error';
import { proxyFor } from '../../network/proxy';
import { headerOf, readHttpDate, USER_AGENT } from './headers';
import { withTimeout } from './with-timeout';

const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

/** The origin and credentials of requests, and how long one may take (milliseconds, from connecting to the last byte). */
export interface HttpExchangeSettings {
  readonly origin: string;
  readonly username: string;
  readonly password: string;
  readonly requestTimeoutMs: number;
}

export type Operation = 'createJob' | 'listJobs' | 'fetchJob' | 'deleteJob' | 'listDays' | 'linkDay' | 'listAccounts';

/** A request: a GET, a POST when there is a form, or a DELETE. */
export interface ApiRequest {
  readonly operation: Operation;
  /** The start of error messages, such as `Listing the jobs of Messages`. */
  readonly purpose: string;
  /** Path and query, from the first slash. */
  readonly path: string;
  /** Makes it a POST, which creates something. */
  readonly form?: URLSearchParams;
  /** Makes it a DELETE, whose answer has no body. */
  readonly deletes?: boolean;
  /** The answer is a redirect, with the address in its JSON body, in its `Location` header, or in both. */
  readonly redirects?: boolean;
  /** What to do after an answer of a kind, where it is not the same as for BulkExport. */
  readonly advice?: Partial<Record<ApiErrorKind, string>> | undefined;
}

/** A response of any status, with its body as text. */
export type HttpAnswer = Readonly<ReturnType<typeof readAnswer>>;

/** Send one request. Its errors may contain the credentials and must not leave this folder. */
export type HttpExchange = (request: Pick<ApiRequest, 'path' | 'form' | 'deletes'>, signal?: AbortSignal) => Promise<HttpAnswer>;

/**
 * Requests to one origin with one pair of credentials. Redirects are not followed, so the credentials go nowhere else. An https
 * origin is reached through a proxy by a CONNECT tunnel, in which the proxy sees neither path nor credentials.
 */
export function createHttpExchange(settings: HttpExchangeSettings): HttpExchange {
  const { origin, username, password, requestTimeoutMs } = settings;
  const client = axios.create({
    auth: { username, password },
    headers: { Accept: 'application/json', 'User-Agent': USER_AGENT },
    maxRedirects: 0,
    maxContentLength: LARGEST_ANSWER_BYTES,
    responseType: 'text',
    transformResponse: [(body: string): string => body],
    validateStatus: () => true,
  });
  const kept = agents(true);
  // A kept connection may have been closed unnoticed, and a POST cut by that looks as though it had arrived.
  const fresh = agents(false);

  return ({ path, form, deletes = false }, signal) =>
    withTimeout(requestTimeoutMs, 'complete response', signal, async (limited) => {
      const response = await client.request<string>({
        // Written out whole, since a path that begins with two slashes would name another host.
        url: `${origin}${path}`,
        signal: limited,
        proxy: proxyFor(origin) ?? false,
        ...(form === undefined ? { method: deletes ? 'DELETE' : 'GET', ...kept } : { method: 'POST', data: form, ...fresh }),
      });
      requireTunnel(response, origin);
      return readAnswer(response);
    });
}

/** A proxy answered a request for an https URL itself, instead of opening a tunnel. */
export class ProxyAnswered extends Error {
  override readonly name = 'ProxyAnswered';
  static readonly ADVICE = 'Check HTTPS_PROXY and NO_PROXY on the worker.';
}

/** @throws ProxyAnswered when the response for an https URL came without TLS */
export function requireTunnel({ request, status, data }: AxiosResponse<unknown>, url: string): void {
  const { socket } = request as ClientRequest;
  if (!url.startsWith('https:') || !(socket instanceof Socket) || socket instanceof TLSSocket) return;
  if (data instanceof Readable) data.destroy();
  throw new ProxyAnswered(`the proxy answered ${status} instead of connecting`);
}

function agents(keepAlive: boolean): { httpAgent: http.Agent; httpsAgent: https.Agent } {
  return { httpAgent: new http.Agent({ keepAlive }), httpsAgent: new https.Agent({ keepAlive }) };
}

function readAnswer({ status, data: body, headers }: AxiosResponse<string>) {
  return {
    status,
    body,
    requestId: headerOf(headers, 'twilio-request-id'),
    retryAfter: headerOf(headers, 'retry-after'),
    location: headerOf(headers, 'location'),
    /** The `Date` header in milliseconds since 1970, if it can be read. */
    nowMs: readHttpDate(headerOf(headers, 'date')),
  };
}
