import type { ClientRequest } from 'node:http';
import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { AxiosResponse } from 'axios';

/**
 * Whether the response to a request for an https URL came from a proxy that did not open a tunnel: it then came over a
 * connection without TLS.
 */
export function isAnsweredByProxy(response: AxiosResponse<unknown>, url: string): boolean {
  const { socket } = response.request as ClientRequest;
  return url.startsWith('https:') && socket instanceof Socket && !(socket instanceof TLSSocket);
}
