import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { SIMULATED_ACCOUNT } from '../../../simulator/accounts/account';
import { answer, cutAfter, cutBefore, hang, notJson, trickle, truncate, type FaultEffect } from '../../../simulator/faults/fault';
import type { Simulator } from '../../../simulator/start-simulator';
import { createBulkExportApi } from '../../../src/bulk-export/client';
import { DayFileError } from '../../../src/bulk-export/files/file-failure';
import type { ArrivingFile, BulkExportApi, DayLink } from '../../../src/bulk-export/port';
import { parseDay } from '../../../src/domain/days/day-range';
import { Secret } from '../../../src/bulk-export/secret';
import { withSimulator } from '../../support/with-simulator';
import { apiClient } from '../../simulator/api-client';
import { closedOrigin, serve, stopServers } from '../support/stub-server';

afterEach(stopServers);

const DAY = parseDay('2024-03-01');

function apiOf(origin: string, fileTimeoutMs = 5_000): BulkExportApi {
  const { accountSid, authToken } = SIMULATED_ACCOUNT;
  return createBulkExportApi({
    accountSid,
    username: accountSid,
    password: authToken,
    baseUrl: origin,
    fileHosts: ['127.0.0.1'],
    fileTimeoutMs,
  });
}

function linkTo(url: string): DayLink {
  const { hostname } = new URL(url);
  const head = { resourceType: 'Messages', day: DAY, isAccountChecked: false, createdAtMs: undefined } as const;
  return { ...head, url: new Secret(url), host: hostname };
}

/** A fresh link to the file of a day that has just been exported. */
async function freshLink(simulator: Simulator, api: BulkExportApi): Promise<DayLink> {
  if (simulator.jobs().length === 0) await apiClient(simulator).create(DAY);
  const { value } = await api.linkDay('Messages', DAY);
  return value!;
}

async function bytesOf({ bytes }: ArrivingFile): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What comes of a download that goes wrong: in the opening, or in the bytes. */
async function failureOf(download: Promise<ArrivingFile>): Promise<DayFileError> {
  const thrown: unknown = await download.then(bytesOf).then(
    () => new Error('the download succeeded'),
    (reason: unknown) => reason,
  );
  if (!(thrown instanceof DayFileError)) throw thrown;
  return thrown;
}

test('the bytes come as sent, with their length and the age of the file', () =>
  withSimulator({ view: { contentEncoding: 'gzip' } }, async (simulator) => {
    const api = apiOf(simulator.origin);
    const link = await freshLink(simulator, api);
    const file = await api.openFile(link);
    const bytes = await bytesOf(file);
    expect(file.contentLength).toBe(bytes.length);
    expect(file.createdAtMs).toBe(link.createdAtMs);
    expect(gunzipSync(bytes).toString()).toMatch(/^\{"sid":"SM/);
  }));

test('the file host is told neither credentials nor anything else about us, and compresses nothing', async () => {
  const server = await serve(() => ({ body: 'bytes' }));
  await bytesOf(await apiOf(server.origin).openFile(linkTo(`${server.origin}/file`)));
  const { headers } = server.requests[0]!;
  expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
  expect(headers['accept-encoding']).toBe('identity');
});

test('without created_time in the link, Last-Modified tells when the file was made', async () => {
  const server = await serve(() => ({ headers: { 'Last-Modified': 'Sun, 10 Mar 2024 12:00:00 GMT' } }));
  const file = await apiOf(server.origin).openFile(linkTo(`${server.origin}/file`));
  file.close();
  expect(file.createdAtMs).toBe(Date.UTC(2024, 2, 10, 12));
});

test.each<[string, FaultEffect, string, RegExp]>([
  ['403', answer({ status: 403 }), 'linkExpired', /answered 403 \(AccessDenied\); the link has expired or was used/],
  ['404', answer({ status: 404 }), 'gone', /answered 404 \(NoSuchKey\); the file no longer exists/],
  ['503', answer({ status: 503 }), 'unavailable', /answered 503 \(SlowDown\); the file host is temporarily unavailable/],
  ['400', answer({ status: 400 }), 'refused', /answered 400 \(InternalError\); unexpected response of the file host/],
  ['206', answer({ status: 206, body: 'part' }), 'refused', /answered 206; unexpected response of the file host/],
  [
    'a redirect',
    answer({ status: 302, headers: { Location: 'http://127.0.0.1:9/' } }),
    'redirected',
    /answered 302 .*does not follow redirects/,
  ],
  ['a connection cut before the answer', cutBefore(), 'unavailable', /no response \(ECONNRESET\)/],
  ['a connection cut after it was used', cutAfter(), 'unavailable', /no response \(ECONNRESET\)/],
  ['no answer in time', hang(2_000), 'unavailable', /no response within 0.3 s/],
  ['a body cut in the middle', truncate(100), 'cut', /the download stopped after 100 of \d+ bytes \(ECONNRESET\)/],
  [
    'a body that does not go on',
    trickle({ bytes: 100, everyMs: 2_000 }),
    'cut',
    /the download stopped after 100 of \d+ bytes \(no data for 0.3 s\)/,
  ],
])('%s from the file host is told in a sentence, and never with the link', (_name, does, kind, message) =>
  withSimulator(async (simulator) => {
    const api = apiOf(simulator.origin, 300);
    const link = await freshLink(simulator, api);
    simulator.faults.plan({ on: 'file', does });
    const failure = await failureOf(api.openFile(link));
    expect(failure).toMatchObject({ kind });
    expect(failure.message).toMatch(/^Downloading Messages 2024-03-01 from 127\.0\.0\.1: /);
    expect(failure.message).toMatch(message);
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toMatch(/X-Amz|part-0/);
    expect((await bytesOf(await api.openFile(await freshLink(simulator, api)))).length).toBeGreaterThan(100);
  }),
);

test('a page of HTML with 200 is no matter of the download: its bytes come, and are no gzip', () =>
  withSimulator(async (simulator) => {
    const api = apiOf(simulator.origin);
    const link = await freshLink(simulator, api);
    simulator.faults.plan({ on: 'file', does: notJson() });
    expect((await bytesOf(await api.openFile(link))).toString()).toMatch(/^<html>/);
  }));

test('a link that was used is told as expired', () =>
  withSimulator(async (simulator) => {
    const api = apiOf(simulator.origin);
    const link = await freshLink(simulator, api);
    await bytesOf(await api.openFile(link));
    expect(await failureOf(api.openFile(link))).toMatchObject({ kind: 'linkExpired', httpStatus: 403 });
  }));

test('a reader who takes his time is not taken for a silent host', () =>
  withSimulator(async (simulator) => {
    simulator.day(DAY).hasRecords(20_000);
    const api = apiOf(simulator.origin, 1000);
    const file = await api.openFile(await freshLink(simulator, api));
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.bytes) {
      if (chunks.push(chunk) === 2) await new Promise((resolve) => setTimeout(resolve, 1500));
    }
    expect(gunzipSync(Buffer.concat(chunks)).toString().split('\n')).toHaveLength(20_001);
  }));

test.each([
  ['another host', 'https://files.example.com/part-0?canary', 'the host is not allowed'],
  ['plain http to another machine', 'http://files.example.com/part-0?canary', 'the link is not https'],
  ['another scheme', 'ftp://127.0.0.1/canary', 'the link is not https'],
  ['credentials in it', 'http://me:canary@127.0.0.1/part-0', 'the host is not allowed'],
])('a link with %s is not used', async (_name, url, message) => {
  const failure = await failureOf(apiOf('http://127.0.0.1:9').openFile(linkTo(url)));
  expect(failure).toMatchObject({ kind: 'hostNotAllowed' });
  expect(failure.message).toContain(message);
  expect(failure.message).toContain('DAYHAUL_FILE_HOSTS');
  expect(inspect(failure)).not.toContain('canary');
});

test('a host that nobody listens on is told by the code of the network', async () => {
  const failure = await failureOf(apiOf('http://127.0.0.1:9').openFile(linkTo(`${await closedOrigin()}/?canary`)));
  expect(failure).toMatchObject({ kind: 'unavailable' });
  expect(failure.message).toContain('no response (ECONNREFUSED)');
  expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain('canary');
});

describe('an abort ends a download with its own reason, and closes the connection', () => {
  const REASON = new Error('the activity was cancelled');

  test('before it', async () => {
    const server = await serve(() => 'silence');
    const opening = apiOf(server.origin).openFile(linkTo(`${server.origin}/`), { signal: AbortSignal.abort(REASON) });
    await expect(opening).rejects.toBe(REASON);
    expect(server.requests).toEqual([]);
  });

  test('while the answer is waited for', async () => {
    const controller = new AbortController();
    const server = await serve(() => {
      controller.abort(REASON);
      return 'silence';
    });
    const opening = apiOf(server.origin).openFile(linkTo(`${server.origin}/`), controller);
    await expect(opening).rejects.toBe(REASON);
  });

  test('in the middle of the bytes', async () => {
    const controller = new AbortController();
    const server = await serve(() => 'drip');
    const file = await apiOf(server.origin).openFile(linkTo(`${server.origin}/`), controller);
    const reading = (async () => {
      for await (const chunk of file.bytes) if (chunk.length > 0) controller.abort(REASON);
    })();
    await expect(reading).rejects.toBe(REASON);
  });
});

test('a file that is closed, or read only in part, leaves no connection', async () => {
  const ends: Promise<unknown>[] = [];
  const server = createServer((socket) => {
    ends.push(once(socket.resume(), 'close'));
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nbegun');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const api = apiOf('http://127.0.0.1:9');
  const closed = await api.openFile(linkTo(`http://127.0.0.1:${port}/`));
  const left = await api.openFile(linkTo(`http://127.0.0.1:${port}/`));
  closed.close();
  for await (const chunk of left.bytes) {
    expect(String(chunk)).toBe('begun');
    break;
  }
  expect(ends).toHaveLength(2);
  await Promise.all(ends);
  server.close();
});
