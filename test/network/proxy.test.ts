import { inspect } from 'node:util';
import { proxyFor, ProxyError } from '../../src/network/proxy';

const TWILIO = 'https://bulkexports.twilio.com';
const PLAIN = { protocol: 'http', host: 'proxy.example', port: 3128 };

test.each([
  ['upper case', { HTTPS_PROXY: 'http://proxy.example:3128' }, PLAIN],
  ['lower case before upper case', { https_proxy: 'http://proxy.example:3128', HTTPS_PROXY: 'http://x:1' }, PLAIN],
  ['for all', { ALL_PROXY: 'http://proxy.example:3128' }, PLAIN],
  ['without a scheme', { HTTPS_PROXY: 'proxy.example:3128' }, PLAIN],
  ['with a slash at its end', { HTTPS_PROXY: 'http://proxy.example:3128/' }, PLAIN],
  ['without a port', { HTTPS_PROXY: 'http://proxy.example' }, { ...PLAIN, port: 80 }],
  ['with TLS', { HTTPS_PROXY: 'https://proxy.example' }, { ...PLAIN, protocol: 'https', port: 443 }],
  ['at an IPv6 address', { HTTPS_PROXY: 'http://[fd00::1]:3128' }, { ...PLAIN, host: 'fd00::1' }],
  [
    'with percent-encoded credentials',
    { HTTPS_PROXY: 'http://us%40er:p%40ss%3Aw%25rd@proxy.example:3128' },
    { ...PLAIN, auth: { username: 'us@er', password: 'p@ss:w%rd' } },
  ],
  [
    'with a password that only looks percent-encoded',
    { HTTPS_PROXY: 'http://user:50%@proxy.example:3128' },
    { ...PLAIN, auth: { username: 'user', password: '50%' } },
  ],
  ['empty', { HTTPS_PROXY: '', https_proxy: ' ' }, undefined],
  ['for plain http only', { HTTP_PROXY: 'http://proxy.example:3128' }, undefined],
])('a proxy %s', (_title, environment, proxy) => {
  expect(proxyFor(TWILIO, environment)).toEqual(proxy);
});

test.each([
  ['*', TWILIO],
  ['.twilio.com', TWILIO],
  ['*.twilio.com', TWILIO],
  ['twilio.com', TWILIO],
  ['a.example, BulkExports.Twilio.com', TWILIO],
  ['a.example bulkexports.twilio.com:443', TWILIO],
  ['10.0.0.0/8', 'https://10.1.2.3:7233'],
  ['fd00::/8', 'https://[fd00::1]:7233'],
  ['[fd00::1]:7233', 'https://[fd00::1]:7233'],
  ['', 'http://127.0.0.1:8080'],
  ['', 'https://localhost:7233'],
  ['', 'https://[::1]:7233'],
])('NO_PROXY=%s keeps the proxy away from %s', (noProxy, address) => {
  const environment = { NO_PROXY: noProxy, HTTPS_PROXY: 'http://proxy.example:3128', HTTP_PROXY: 'http://x:1' };
  expect(proxyFor(address, environment)).toBeUndefined();
});

test.each([
  ['wilio.com', TWILIO],
  ['bulkexports.twilio.com:8443', TWILIO],
  ['10.0.0.0/8', 'https://11.1.2.3:7233'],
  ['fd00::/8', 'https://10.1.2.3:7233'],
  ['10.0.0.0/99', 'https://10.1.2.3'],
])('NO_PROXY=%s does not keep the proxy away from %s', (no_proxy, address) => {
  expect(proxyFor(address, { no_proxy, https_proxy: 'proxy.example:3128' })).toEqual(PLAIN);
});

test.each([
  'http://user:canary@:x',
  'socks5://user:canary@proxy.example',
  'http://u:can#ary@proxy.example',
  'http://user:canary@p/x',
])('a variable that is no address is named without its value: %s', (HTTPS_PROXY) => {
  const failure = (() => {
    try {
      return proxyFor(TWILIO, { HTTPS_PROXY });
    } catch (error) {
      return error;
    }
  })();
  expect(failure).toBeInstanceOf(ProxyError);
  expect(inspect(failure)).toContain('HTTPS_PROXY is not an address');
  expect(inspect(failure)).not.toMatch(/canary|can#/);
});
