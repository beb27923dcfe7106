import { BlockList, isIP } from 'node:net';
import { decoded } from './decoded';

/** A proxy that opens tunnels, with its credentials as they are, not percent-encoded. */
export interface Proxy {
  /** How the proxy itself is spoken to; `https` for TLS. */
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly auth?: { readonly username: string; readonly password: string };
}

/** A proxy variable is not an address. The message names the variable, never its value, which may contain a password. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  readonly code = 'ERR_INVALID_URL';

  constructor(readonly variable: string) {
    const flaw = `${variable} is not an address such as http://user:password@proxy.example.com:3128.`;
    super(`${flaw} Percent-encode special characters of the password`);
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy by `HTTPS_PROXY` or `HTTP_PROXY`, else `ALL_PROXY`; none for this machine and `NO_PROXY`. @throws ProxyError */
export function proxyFor(address: string, environment: Environment = process.env): Proxy | undefined {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port || (url.protocol === 'http:' ? '80' : '443');
  if (isThisMachine(host) || isExempt(host, port, read(environment, 'no_proxy')?.value ?? '')) return undefined;
  const variable = read(environment, url.protocol === 'http:' ? 'http_proxy' : 'https_proxy') ?? read(environment, 'all_proxy');
  return variable && parseProxy(variable);
}

/** A variable that is set, with its name as it is spelled. */
function read(environment: Environment, name: string): { readonly name: string; readonly value: string } | undefined {
  for (const spelled of [name, name.toUpperCase()]) {
    const value = environment[spelled]?.trim();
    if (value) return { name: spelled, value };
  }
  return undefined;
}

function parseProxy({ name, value }: NonNullable<ReturnType<typeof read>>): Proxy {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const protocol = url?.protocol.slice(0, -1);
  if (!url?.hostname || (protocol !== 'http' && protocol !== 'https') || url.pathname.length > 1) throw new ProxyError(name);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || (protocol === 'http' ? 80 : 443));
  const auth = { username: decoded(url.username), password: decoded(url.password) };
  return { protocol, host, port, ...(url.username && { auth }) };
}

/** No proxy can reach what listens on this machine only. */
function isThisMachine(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d+){3}$/.test(host);
}

/** Whether a list such as `localhost, .example.com, 10.0.0.0/8, db:5432` or `*` names a host. */
function isExempt(host: string, port: string, list: string): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && isNamedBy(entry, host, port));
}

function isNamedBy(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const [, network, bits] = /^([0-9a-f.:]+)\/(\d+)$/.exec(entry) ?? [];
  if (network !== undefined) return isInNetwork(host, network, Number(bits));
  const [, name = entry, only] = /^(.*[^:]|\[.*\]):(\d+)$/.exec(isIP(entry) === 6 ? '' : entry) ?? [];
  if (only !== undefined && only !== port) return false;
  const ending = name.replace(/^\[|\]$/g, '').replace(/^\*?\./, '');
  return host === ending || (isIP(host) === 0 && host.endsWith(`.${ending}`));
}

/** Whether an address is in a network of its own version. */
export function isInNetwork(host: string, network: string, bits: number): boolean {
  const version = isIP(network);
  if (version === 0 || isIP(host) !== version || bits > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, bits, family);
  return list.check(host, family);
}
