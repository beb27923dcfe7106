import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import axios from 'axios';
import { isInNetwork, proxyFor } from '../network/proxy';
import type { NotifyTarget } from '../settings/notify';
import { VERSION } from '../version';

/** A target did not accept a message. The message has the reason, without the address. */
export class NotAccepted extends Error {
  override readonly name = 'NotAccepted';
}

/** This machine, private and link-local networks, multicast, and what stands for an address of IPv4. */
const PRIVATE =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.168.0.0/16 198.18.0.0/15 224.0.0.0/3 ' +
  '::/96 ::ffff:0:0/96 64:ff9b::/32 fc00::/7 fe80::/10 ff00::/8';

/** The addresses of a host. @throws NotAccepted when one is on this machine or in a private network, unless that is allowed */
export async function findAddresses(host: string, allowPrivate: boolean): Promise<LookupAddress[]> {
  const addresses = await lookup(host.replace(/^\[|\]$/g, ''), { all: true });
  const networks = allowPrivate ? [] : PRIVATE.split(' ').map((network) => network.split('/'));
  const isPrivate = addresses.some(({ address }) =>
    networks.some(([network = '', bits]) => isInNetwork(address, network, Number(bits))),
  );
  if (isPrivate) throw new NotAccepted('The target is on this machine or in a private network: set allowPrivate to allow it.');
  return addresses;
}

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
