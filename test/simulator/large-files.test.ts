import type { Simulator } from '../../simulator/start-simulator';
import { withSimulator } from '../support/with-simulator';
import { apiClient, download, recordsIn, type ApiClient } from './api-client';

test('a file of many records is whole, and its size in the day list is that of its bytes', () =>
  withSimulator(async (simulator) => {
    const api = await exportDayOf(20_000, simulator);
    const file = await download(await api.linkTo('2024-03-01'));
    const records = recordsIn(file);
    expect(records).toHaveLength(20_000);
    expect(new Set(records.map(({ sid }) => sid)).size).toBe(20_000);
    expect((await api.days()).body.days[0]?.size).toBe(file.bytes.length);
  }));

test('a file of many records is sent as it is made, so that its length is not told', () =>
  withSimulator(async (simulator) => {
    const api = await exportDayOf(10_001, simulator);
    const { headers } = await download(await api.linkTo('2024-03-01'));
    expect(headers.has('content-length')).toBe(false);
    expect(headers.get('etag')).toMatch(/^"[0-9a-f]{32}-2"$/);
    const again = await download(await api.linkTo('2024-03-01'));
    expect(again.headers.get('etag')).toBe(headers.get('etag'));
  }));

test('a file of a billion records begins at once, and its reader may leave early', () =>
  withSimulator(async (simulator) => {
    const api = await exportDayOf(1_000_000_000, simulator);
    const response = await fetch(await api.linkTo('2024-03-01'));
    for await (const chunk of response.body!) {
      expect((chunk as Uint8Array).length).toBeGreaterThan(0);
      expect((await api.list()).status).toBe(200);
      break;
    }
    expect((await api.list()).status).toBe(200);
  }));

async function exportDayOf(records: number, simulator: Simulator): Promise<ApiClient> {
  simulator.day('2024-03-01').hasRecords(records);
  const api = apiClient(simulator);
  await api.create('2024-03-01');
  return api;
}
