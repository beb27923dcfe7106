import { createSecretKey, randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { startCodecServer } from '../../codec-server/start-codec-server';
import { EncryptionCodec } from '../../src/codec/encryption-codec';
import { start, starter } from '../support/programs';
import { findFreePort } from '../../tools/programs/find-free-port';

const UI = 'http://localhost:8233';
const codec = new EncryptionCodec(new Map([['november', createSecretKey(randomBytes(32))]]));
const other = new EncryptionCodec(new Map([['october', createSecretKey(randomBytes(32))]]));

let server: Server;
beforeAll(async () => {
  server = await startCodecServer(codec.leavingUnreadable(), 0, [UI]);
});
afterAll(() => {
  server.close().closeAllConnections();
});

/** A payload as JSON has it. */
function jsonOf({ metadata = {}, data }: Payload) {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return {
    metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)])),
    data: base64(data!),
  };
}

async function encrypted(by: EncryptionCodec, value: unknown) {
  const [payload] = await by.encode([defaultPayloadConverter.toPayload(value)]);
  return jsonOf(payload!);
}

interface Call {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

async function call({ path = '/decode', method = 'POST', headers = {}, body = {} }: Call) {
  const { port } = server.address() as AddressInfo;
  return new Promise<{ status: number | undefined; headers: Record<string, unknown>; body: Record<string, unknown> }>(
    (resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => {
          resolve({ status: response.statusCode, headers: response.headers, body: JSON.parse(text) as Record<string, unknown> });
        });
      });
      const sentBody = typeof body === 'string' ? body : JSON.stringify(body);
      sent.on('error', reject).end(method === 'POST' ? sentBody : undefined);
    },
  );
}

test('it decodes for the page of the UI and for the CLI; what it has no key for stays encrypted', async () => {
  const payloads = [await encrypted(codec, 'Messages'), await encrypted(other, 'Calls')];
  const decoded = [jsonOf(defaultPayloadConverter.toPayload('Messages')), payloads[1]];
  const forUi = await call({
    path: '/decode?preserveStorageRefs=true',
    headers: { origin: UI, 'content-type': 'application/json', 'x-namespace': 'default' },
    body: { payloads },
  });
  expect(forUi).toMatchObject({ status: 200, body: { payloads: decoded } });
  expect(forUi.headers).toMatchObject({ 'access-control-allow-origin': UI, vary: 'Origin', 'cache-control': 'no-store' });
  expect(await call({ body: { payloads } })).toMatchObject({ status: 200, body: { payloads: decoded } });
});

test('the browser may ask first, for the page of the UI alone', async () => {
  const asked = await call({ method: 'OPTIONS', headers: { origin: UI } });
  expect(asked).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': UI } });
  expect(String(asked.headers['access-control-allow-headers'])).toBe('authorization,content-type,x-namespace');
});

test.each<[string, Call, number]>([
  ['another page', { headers: { origin: 'https://evil.example.com' } }, 403],
  ['another port of this machine', { headers: { origin: 'http://localhost:9999' } }, 403],
  ['a page without an origin', { headers: { origin: 'null' } }, 403],
  ['a name that points here', { headers: { host: 'evil.example.com' } }, 403],
  ['a name like ours', { headers: { host: 'localhost.evil.example.com:8081' } }, 403],
  ['the question of another page', { method: 'OPTIONS', headers: { origin: 'https://evil.example.com' } }, 403],
  ['an encoding', { path: '/encode', body: { payloads: [{}] } }, 403],
  ['another path', { path: '/' }, 404],
  ['another method', { method: 'GET' }, 404],
  ['a body that is no JSON', { body: '{' }, 400],
  ['payloads that are none', { body: { payloads: 'x' } }, 400],
])('%s is refused', async (_what, asked, status) => {
  const answer = await call(asked);
  expect(answer.status).toBe(status);
  expect(answer.body['payloads']).toBeUndefined();
  if (status === 403) expect(answer.headers['access-control-allow-origin']).toBeUndefined();
});

test('the CLI of Temporal asks to encode nothing, and gets nothing', async () => {
  expect(await call({ path: '/encode' })).toMatchObject({ status: 200, body: {} });
});

test('it listens on this machine only', () => {
  expect((server.address() as AddressInfo).address).toBe('127.0.0.1');
});

test('the command names what is wrong, and serves the page of DAYHAUL_UI_URL', async () => {
  expect(await starter('codec-server --port x --ui y')).toMatchObject({
    exitCode: 2,
    stderr:
      'Error: DAYHAUL_CODEC_KEYS is not set. Use the keys of the worker.\nError: --port: "x" is not a port.\n' +
      'Error: --ui: "y" is not a URL such as http://localhost:8233.\n',
  });
  const keys = { DAYHAUL_CODEC_KEYS: 'november:env:KEY', KEY: randomBytes(32).toString('base64') };
  const port = await findFreePort();
  const running = await start('starter', ['codec-server', '--port', String(port)], { ...keys, DAYHAUL_UI_URL: `${UI}/` });
  try {
    for (let tries = 0; running.stdout() === '' && tries < 200; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(running.stdout()).toBe(`The codec server for ${UI} runs at http://localhost:${port}. Ctrl-C stops it.\n`);
    const allowed = await fetch(`http://localhost:${port}/decode`, {
      method: 'POST',
      headers: { origin: 'http://127.0.0.1:8233' },
      body: '{}',
    });
    expect(allowed.status).toBe(200);
    const taken = await starter(`codec-server --port ${port}`, keys);
    expect(taken).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('EADDRINUSE') as string });
  } finally {
    await running.stop();
  }
});
