import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CannotListen, startHealthServer } from '../../src/runtime/health-server';

const ANY_PORT = { host: '127.0.0.1', port: 0 };

let server: Server | undefined;

afterEach(async () => {
  if (!server) return;
  server.close().closeAllConnections();
  await once(server, 'close');
  server = undefined;
});

/** A health server whose worker meets that obstacle; `get` fetches a path of it. */
async function serve(obstacle: string | undefined) {
  const started = await startHealthServer(ANY_PORT, () => Promise.resolve(obstacle));
  server = started;
  const { port } = started.address() as AddressInfo;
  return {
    port,
    get: async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      return { status: response.status, body: await response.json() };
    },
  };
}

test('without an obstacle a worker lives and is ready', async () => {
  const { get } = await serve(undefined);
  expect(await get('/healthz/live')).toEqual({ status: 200, body: { live: true } });
  expect(await get('/healthz/ready')).toEqual({ status: 200, body: { live: true, ready: true } });
});

test('with an obstacle it lives and is not ready, and says why', async () => {
  const { get } = await serve('Temporal is away.');
  const notReady = { status: 503, body: { live: true, ready: false, reason: 'Temporal is away.' } };
  expect(await get('/healthz/live')).toEqual({ status: 200, body: { live: true } });
  expect(await get('/healthz/ready?from=a-probe')).toEqual(notReady);
  expect(await get('/healthz')).toEqual(notReady);
});

test('another path is a 404', async () => {
  const { get } = await serve(undefined);
  expect((await get('/metrics')).status).toBe(404);
});

test('an address that is in use is an error with the variable and the address', async () => {
  const { port } = await serve(undefined);
  const second = startHealthServer({ ...ANY_PORT, port }, () => Promise.resolve(undefined));
  await expect(second).rejects.toBeInstanceOf(CannotListen);
  await expect(second).rejects.toThrow(new RegExp(`DAYHAUL_HEALTH.*127\\.0\\.0\\.1:${port}.*EADDRINUSE`));
});
