import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import axios from 'axios';
import { proxyFor } from '../network/proxy';
import type { NotifyTarget } from '../settings/notify';
import { VERSION } from '../version';
import { findAddresses, NotAccepted } from './find-addresses';

export const TIMEOUT_MS = 10_000;

const AGENTS = { httpAgent: new http.Agent(), httpsAgent: new https.Agent() };

/**
 * Post a body and read only the status of the answer, without following redirects. The connection goes to an address that was
 * checked; a proxy resolves the host.
 * @throws NotAccepted, and errors of axios, which contain the URL
 */
export async function post({ allowPrivate }: NotifyTarget, url: string, body: string, headers: Record<string, string> = {}) {
  const proxy = proxyFor(url) ?? false;
  const addresses = proxy ? [] : await findAddresses(new URL(url).hostname, allowPrivate);
  const { status, data } = await axios.post<Readable>(url, body, {
    ...AGENTS,
    headers: { 'Content-Type': 'application/json', 'User-Agent': `dayhaul/${VERSION}`, ...headers },
    proxy,
    ...(!proxy && { lookup: () => Promise.resolve([addresses] as const) }),
    maxRedirects: 0,
    responseType: 'stream',
    validateStatus: () => true,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  data.destroy();
  if (status >= 300) throw new NotAccepted(`The target answered ${status}.${status < 400 ? ' Redirects are not followed.' : ''}`);
}
