import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { clientOf, failureOf, PASSWORD, WEEK, wireJob, wirePage } from '../support/samples';
import { closedOrigin, serve, stopServers } from '../support/stub-server';

const VARIABLES = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'ALL_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
const servers: net.Server[] = [];

beforeEach(() => {
  for (const name of VARIABLES) Reflect.deleteProperty(process.env, name);
});

afterEach(async () => {
  jest.restoreAllMocks();
  for (const name of VARIABLES) Reflect.deleteProperty(process.env, name);
  for (const server of servers.splice(0)) server.close();
  await stopServers();
});

test('an https API is reached through a tunnel that shows the proxy nothing but its host', async () => {
  const api = await tlsServer();
  const proxy = await tunnel(() => api.port);
  process.env['HTTPS_PROXY'] = `http://worker:proxy-password@127.0.0.1:${proxy.port}`;

  const { value } = await clientOf('https://bulkexports.twilio.com').createJob(WEEK);

  expect(value.range).toEqual(WEEK.range);
  expect(proxy.connects).toEqual(['bulkexports.twilio.com:443']);
  expect(proxy.seen()).not.toContain(PASSWORD);
  expect(proxy.seen()).not.toContain(Buffer.from(PASSWORD).toString('base64').slice(4, -4));
  expect(proxy.seen()).not.toMatch(/^authorization:/im);
  expect(api.authorizations).toEqual([expect.stringMatching(/^Basic /)]);
});

test.each([403, 407, 502])('a proxy that answers %s to a tunnel is not taken for Twilio', async (status) => {
  const proxy = await tunnel(() => status);
  process.env['HTTPS_PROXY'] = `http://127.0.0.1:${proxy.port}`;

  const failure = await failureOf(clientOf('https://bulkexports.twilio.com').createJob(WEEK));

  expect(failure).toMatchObject({ kind: 'unavailable', mayHaveBeenProcessed: false, httpStatus: undefined });
  expect(failure.message).toMatch(`the proxy answered ${status} instead of connecting to Twilio`);
  expect(proxy.seen()).not.toMatch(/^authorization:/im);
});

test('a proxy that is not there certainly let nothing pass', async () => {
  process.env['HTTPS_PROXY'] = await closedOrigin();
  expect(await failureOf(clientOf('https://bulkexports.twilio.com').createJob(WEEK))).toMatchObject({
    kind: 'unavailable',
    mayHaveBeenProcessed: false,
  });
});

test('a proxy address that is none is told without its password', async () => {
  process.env['HTTPS_PROXY'] = 'http://worker:proxy-password@:x';
  const failure = await failureOf(clientOf('https://bulkexports.twilio.com').createJob(WEEK));
  expect(failure).toMatchObject({ kind: 'unavailable', mayHaveBeenProcessed: false });
  expect(JSON.stringify(failure) + String(failure.stack)).not.toContain('proxy-password');
});

test.each(['127.0.0.1', 'localhost,127.0.0.0/8', '*'])('NO_PROXY=%s keeps the loopback away from the proxy', async (noProxy) => {
  process.env['HTTP_PROXY'] = await closedOrigin();
  process.env['NO_PROXY'] = noProxy;
  const server = await serve(() => ({ body: wirePage('jobs', []) }));
  await clientOf(server.origin).listJobs('Calls');
  expect(server.requests).toHaveLength(1);
});

interface Tunnel {
  readonly port: number;
  readonly connects: string[];
  readonly seen: () => string;
}

/** A proxy that opens every tunnel to the port that `target` says, or answers with its status below 1000. */
async function tunnel(target: () => number): Promise<Tunnel> {
  const connects: string[] = [];
  let seen = '';
  const server = http.createServer();
  server.on('connect', (request: http.IncomingMessage, client: net.Socket) => {
    connects.push(request.url ?? '');
    if (target() < 1000) {
      client.end(`HTTP/1.1 ${target()} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const upstream = net.connect(target(), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(upstream).pipe(client);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  server.on('connection', (socket) => {
    socket.on('data', (chunk: Buffer) => (seen += chunk.toString('latin1')));
  });
  return { port: await listen(server), connects, seen: () => seen };
}

/** A TLS server for bulkexports.twilio.com whose certificate this test trusts. */
async function tlsServer(): Promise<{ port: number; authorizations: unknown[] }> {
  const { key, cert } = certificate('bulkexports.twilio.com');
  trust(cert);
  const authorizations: unknown[] = [];
  const server = https.createServer({ key, cert }, (request, response) => {
    authorizations.push(request.headers.authorization);
    response.writeHead(201).end(JSON.stringify(wireJob()));
  });
  return { port: await listen(server), authorizations };
}

function certificate(host: string): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const message = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=${host} -addext subjectAltName=DNS:${host}`;
  execFileSync('openssl', [...message.split(' '), '-keyout', key, '-out', cert], { stdio: 'pipe' });
  const pair = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return pair;
}

function trust(ca: string): void {
  const connect = tls.connect as (...options: unknown[]) => tls.TLSSocket;
  jest.spyOn(tls, 'connect').mockImplementation((...options: unknown[]) => {
    const [first, ...rest] = options;
    return connect({ ...(first as object), ca }, ...rest);
  });
}

async function listen(server: net.Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
