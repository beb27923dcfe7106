import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { connectClient } from '../../src/client/connection';
import { connectWorker } from '../../src/runtime/run-worker';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { quietRuntime } from '../support/quiet-runtime';
import { temporalTest as test } from '../support/temporal-test';

const BASIC = `Basic ${Buffer.from('user:p%ss/word').toString('base64')}`;

let temporal: TemporalServer;
let proxy: http.Server;
const tunnels: { host: string | undefined; authorization: string | undefined }[] = [];

beforeAll(async () => {
  quietRuntime();
  temporal = await startTemporal();
  proxy = http.createServer().on('connect', ({ url, headers }, client: net.Socket) => {
    tunnels.push({ host: url, authorization: headers['proxy-authorization'] });
    const upstream = net.connect(Number(temporal.address.split(':')[1]), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(upstream).pipe(client);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  process.env['HTTPS_PROXY'] = `http://user:p%25ss%2Fword@127.0.0.1:${port}`;
  process.env['TEMPORAL_ADDRESS'] = 'temporal.example:7233';
});
afterEach(() => {
  tunnels.splice(0);
  Reflect.deleteProperty(process.env, 'NO_PROXY');
});
afterAll(async () => {
  proxy.close();
  await temporal.stop();
});

test('a client and a worker reach Temporal through HTTPS_PROXY, with its credentials decoded', async () => {
  const client = await connectClient();
  await client.client.workflowService.getSystemInfo({});
  await client.close();
  const { connection } = await connectWorker(
    () => Promise.resolve(),
    () => undefined,
  );
  await connection.close();
  const expected = { host: 'temporal.example:7233', authorization: BASIC };
  expect(tunnels).toEqual([expected, expected, expected]);
});

test('NO_PROXY keeps the proxy away from Temporal', async () => {
  process.env['NO_PROXY'] = '.example';
  await expect(connectClient()).rejects.toThrow(/Temporal is not reachable at temporal\.example:7233/);
  expect(tunnels).toEqual([]);
});
