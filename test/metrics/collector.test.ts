import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { findFreePort } from '../../tools/programs/find-free-port';
import type { Program } from '../../tools/programs/start-program';
import { startTemporal, type TemporalServer } from '../../tools/temporal-server/start-temporal';
import { eventually, newAccount } from '../support/export-bench';
import { start, starter, workerSettings } from '../support/programs';
import { temporalTest as test } from '../support/temporal-test';
import { withSimulator } from '../support/with-simulator';

jest.setTimeout(90_000);

const EXPORT = 'export --resource-type Messages --from 2024-03-01 --to 2024-03-04 --poll-min 50ms --poll-max 250ms --follow';
const GRPC_PATH = '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export';

/** A request as a collector receives it; names and labels of metrics are text in its body. */
interface Received {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let temporal: TemporalServer;
let worker: Program | undefined;
const ends: (() => void)[] = [];

beforeAll(async () => {
  temporal = await startTemporal();
});
afterEach(async () => {
  await worker?.stop();
  for (const end of ends.splice(0)) end();
});
afterAll(() => temporal.stop());

async function exportWith(account: string, origin: string, settings: Readonly<Record<string, string>>): Promise<number | null> {
  const place = { TEMPORAL_ADDRESS: temporal.address, DAYHAUL_ACCOUNT: account };
  worker = await start('worker', [], { ...place, ...workerSettings(origin), ...settings });
  return (await starter(EXPORT, place)).exitCode;
}

/** The metrics of a collector that speaks OTLP over HTTP. */
async function httpCollector(): Promise<{ readonly url: string; readonly received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ path: request.url, headers: request.headers, body: Buffer.concat(chunks).toString('latin1') });
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
  });
  const port = await findFreePort();
  server.listen(port, '127.0.0.1');
  ends.push(() => {
    server.close().closeAllConnections();
  });
  return { url: `http://127.0.0.1:${port}/v1/metrics`, received };
}

/** The same over gRPC. */
async function grpcCollector(): Promise<{ readonly url: string; readonly received: Received[] }> {
  const received: Received[] = [];
  const server = createHttp2Server();
  server.on('stream', (stream, headers) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      received.push({ path: headers[':path'], headers, body: Buffer.concat(chunks).toString('latin1') });
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => {
        stream.sendTrailers({ 'grpc-status': '0' });
      });
      stream.end(Buffer.alloc(5)); // an empty message
    });
  });
  const port = await findFreePort();
  server.listen(port, '127.0.0.1');
  ends.push(() => server.close());
  return { url: `http://127.0.0.1:${port}`, received };
}

test.each([
  ['HTTP', httpCollector, '/v1/metrics'],
  ['gRPC', grpcCollector, GRPC_PATH],
])('a collector receives the metrics over %s, with the headers of OpenTelemetry', (_name, startCollector, path) =>
  withSimulator(async (simulator) => {
    const { url, received } = await startCollector();
    const settings = { DAYHAUL_METRICS_OTLP: url, OTEL_EXPORTER_OTLP_HEADERS: 'x-team=records' };
    expect(await exportWith(newAccount(), simulator.origin, settings)).toBe(0);
    const metrics = ['dayhaul_day_requests', 'dayhaul_missing', 'temporal_worker_task_slots_available'];
    const last = await eventually(
      () => received.find(({ body }) => metrics.every((name) => body.includes(name))),
      (found) => found !== undefined,
    );
    expect(last?.path).toBe(path);
    expect(last?.headers['x-team']).toBe('records');
  }),
);

test('an export does not wait for a collector that is not there', () =>
  withSimulator(async (simulator) => {
    const url = `http://127.0.0.1:${await findFreePort()}`;
    expect(await exportWith(newAccount(), simulator.origin, { DAYHAUL_METRICS_OTLP: url })).toBe(0);
    await worker?.stop();
    expect(await worker?.exit).toBe(0);
  }));
