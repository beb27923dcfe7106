import { gunzipSync } from 'node:zlib';
import {
  answer,
  answerAfterProcessing,
  corrupt,
  cutAfter,
  cutBefore,
  hang,
  notJson,
  trailing,
  trickle,
  truncate,
} from '../../simulator/faults/fault';
import { formatReport } from '../../simulator/log/format-report';
import type { Simulator } from '../../simulator/start-simulator';
import { withSimulator } from '../support/with-simulator';
import { apiClient, download } from './api-client';

test('a truncated body ends in a cut connection, after the bytes that were planned', () =>
  withSimulator(async (simulator) => {
    const link = await linkToFile(simulator);
    simulator.faults.plan({ on: 'file', does: truncate(100) });
    const response = await fetch(link);
    expect(response.status).toBe(200);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(100);
    const received: Uint8Array[] = [];
    await expect(collect(response, received)).rejects.toThrow('terminated');
    expect(Buffer.concat(received)).toHaveLength(100);
  }));

test('a body truncated neatly looks whole until it is unpacked', () =>
  withSimulator(async (simulator) => {
    const link = await linkToFile(simulator);
    simulator.faults.plan({ on: 'file', does: truncate(100, 'neat') });
    const { headers, bytes } = await download(link);
    expect(bytes).toHaveLength(100);
    expect(headers.get('content-length')).toBe('100');
    expect(() => gunzipSync(bytes)).toThrow('unexpected end of file');
  }));

test.each([1, 40, 20_000])('a corrupt body of %p records is as long as the right one, and not it', (records) =>
  withSimulator(async (simulator) => {
    const right = await download(await linkToFile(simulator, records));
    simulator.faults.plan({ on: 'file', does: corrupt() });
    const { bytes } = await download(await apiClient(simulator).linkTo('2024-03-01'));
    expect(bytes).toHaveLength(right.bytes.length);
    expect(() => gunzipSync(bytes)).toThrow();
  }),
);

test('trailing bytes follow the file, and belong to its length', () =>
  withSimulator(async (simulator) => {
    const right = await download(await linkToFile(simulator));
    simulator.faults.plan({ on: 'file', does: trailing() });
    const { headers, bytes } = await download(await apiClient(simulator).linkTo('2024-03-01'));
    expect(bytes.subarray(0, right.bytes.length).equals(right.bytes)).toBe(true);
    expect(bytes.subarray(right.bytes.length).toString()).toBe('bytes after the end');
    expect(headers.get('content-length')).toBe(String(bytes.length));
  }));

test('a trickling body comes piece by piece, and whole', () =>
  withSimulator(async (simulator) => {
    const right = await download(await linkToFile(simulator));
    simulator.faults.plan({ on: 'file', does: trickle({ bytes: 500, everyMs: 2 }) });
    const received: Uint8Array[] = [];
    await collect(await fetch(await apiClient(simulator).linkTo('2024-03-01')), received);
    expect(received.length).toBeGreaterThan(2);
    expect(Buffer.concat(received).equals(right.bytes)).toBe(true);
  }));

test.each([
  ['a page of HTML with 200', notJson(), 200, /^<html>/],
  ['a redirect', answer({ status: 302, headers: { Location: 'http://127.0.0.1:9/' } }), 302, /<Error>/],
  ['503 in the words of S3', answer({ status: 503 }), 503, /<Code>SlowDown<\/Code>/],
  ['500 in the words of S3', answerAfterProcessing({ status: 500 }), 500, /<Code>InternalError<\/Code>/],
  ['the file, late', hang(20), 200, /^.\x8b/s],
])('a download can be answered with %s', (_name, does, status, body) =>
  withSimulator(async (simulator) => {
    const link = await linkToFile(simulator);
    simulator.faults.plan({ on: 'file', does });
    const answered = await download(link);
    expect(answered.status).toBe(status);
    expect(answered.bytes.toString('latin1')).toMatch(body);
    expect(answered.headers.has('twilio-request-id')).toBe(false);
  }),
);

test.each([
  ['cut before it is processed leaves its link good', cutBefore(), 200],
  ['cut after it was processed has used up its link', cutAfter(), 403],
])('a download that is %s', (_name, does, status) =>
  withSimulator(async (simulator) => {
    const link = await linkToFile(simulator);
    simulator.faults.plan({ on: 'file', does });
    await expect(download(link)).rejects.toThrow();
    expect((await download(link)).status).toBe(status);
  }),
);

test('any answer can be damaged, that of a list too', () =>
  withSimulator(async (simulator) => {
    simulator.faults.plan({ on: 'list', does: truncate(10) });
    simulator.faults.plan({ on: 'days', does: trailing() });
    const api = apiClient(simulator);
    await expect(api.list()).rejects.toThrow('terminated');
    await expect(api.days()).rejects.toThrow(SyntaxError);
  }));

test('downloads and day fetches have names of their own for faults, log and report', () =>
  withSimulator(async (simulator) => {
    simulator.faults.plan({ on: 'day', does: answer({ status: 500 }) });
    simulator.faults.plan({ on: 'file', does: corrupt() });
    const api = apiClient(simulator);
    await api.create('2024-03-01');
    await api.fetchDay('2024-03-01');
    const link = await api.linkTo('2024-03-01');
    await download(link);
    await download(link);
    expect(formatReport(simulator.report())).toContain('Calls     1 create, 0 list, 0 fetch, 0 days, 2 day, 2 file, 0 other');
    expect(simulator.requests().map(({ operation, status, fault }) => [operation, status, fault])).toEqual([
      ['create', 201, undefined],
      ['day', 500, 'answer 500'],
      ['day', 307, undefined],
      ['file', 200, 'corrupt body'],
      ['file', 403, undefined],
    ]);
  }));

async function linkToFile(simulator: Simulator, records = 40): Promise<string> {
  simulator.day('2024-03-01').hasRecords(records);
  const api = apiClient(simulator);
  await api.create('2024-03-01');
  return api.linkTo('2024-03-01');
}

async function collect(response: Response, received: Uint8Array[]): Promise<void> {
  for await (const chunk of response.body!) received.push(chunk as Uint8Array);
}
