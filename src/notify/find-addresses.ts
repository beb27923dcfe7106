import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isInNetwork } from '../network/proxy';

/** A target did not accept a message. The message has the reason, without the address. */
export class NotAccepted extends Error {
  override readonly name = 'NotAccepted';
}

/** This machine, private and link-local networks, multicast, and what stands for an address of IPv4. */
const PRIVATE =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.168.0.0/16 198.18.0.0/15 224.0.0.0/3 ' +
  '::/96 ::ffff:0:0/96 64:ff9b::/32 fc00::/7 fe80::/10 ff00::/8';

/**
 * The addresses of a URL's host.
 * @throws NotAccepted when one is on this machine or in a private network, unless that is allowed
 */
export async function findAddresses(host: string, allowPrivate: boolean): Promise<LookupAddress[]> {
  const addresses = await lookup(host.replace(/^\[|\]$/g, ''), { all: true });
  const networks = allowPrivate ? [] : PRIVATE.split(' ').map((network) => network.split('/'));
  const isPrivate = addresses.some(({ address }) =>
    networks.some(([network = '', bits]) => isInNetwork(address, network, Number(bits))),
  );
  if (isPrivate) throw new NotAccepted('The target is on this machine or in a private network: set allowPrivate to allow it.');
  return addresses;
}
