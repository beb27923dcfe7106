import type { ClientRequest } from 'node:http';
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { AxiosResponse } from 'axios';

/**
 * Whether an answer to a request for an https address came from a proxy that would not open a tunnel: then it came over
 * a connection without TLS.
 */
export function isAnsweredByProxy(response: AxiosResponse<unknown>, url: string): boolean {
  const { socket } = response.request as ClientRequest;
  return url.startsWith('https:') && socket instanceof Socket && !(socket instanceof TLSSocket);
}
