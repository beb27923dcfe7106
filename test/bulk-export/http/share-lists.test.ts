import { setTimeout as sleep } from 'node:timers/promises';
import type { DayFile } from '../../../src/domain/twilio/job-snapshot';
import { clientOf, failureOf, sid, WEEK, wireJob, wirePage } from '../support/samples';
import { serve, stopServers } from '../support/stub-server';

afterEach(stopServers);

const DATE = { Date: 'Sat, 20 Jan 2024 10:00:00 GMT' };

test('a job list is asked for every time', async () => {
  const server = await serve(() => ({ body: wirePage('jobs', []) }));
  const api = clientOf(server.origin);
  await api.listJobs('Calls', { maxAgeMs: 5_000 });
  await api.listJobs('Calls');
  expect(server.requests).toHaveLength(2);
});

test('a young list serves again, on a clock that has gone on; other types are asked for', async () => {
  const server = await serve((_request, index) => ({ headers: DATE, body: wirePage('jobs', [wireJob({ job_sid: sid(index) })]) }));
  const api = clientOf(server.origin);

  const first = await api.listJobs('Calls');
  await sleep(30);
  const again = await api.listJobs('Calls', { maxAgeMs: 5_000 });
  await api.listJobs('Messages', { maxAgeMs: 5_000 });

  expect(again.value).toEqual(first.value);
  expect(again.nowMs - first.nowMs).toBeGreaterThanOrEqual(29);
  expect(server.requests.map(({ url }) => url.split('/')[3])).toEqual(['Calls', 'Messages']);
});

test('a list grows too old, counted from when it was asked for', async () => {
  const server = await serve(() => ({ body: wirePage('jobs', []) }));
  const api = clientOf(server.origin);
  await api.listJobs('Calls');
  await sleep(25);
  await api.listJobs('Calls', { maxAgeMs: 20 });
  expect(server.requests).toHaveLength(2);
});

test('a failure is not given again', async () => {
  const server = await serve((_request, index) => (index === 0 ? { status: 500 } : { body: wirePage('jobs', []) }));
  const api = clientOf(server.origin);
  await failureOf(api.listJobs('Calls'));
  expect((await api.listJobs('Calls', { maxAgeMs: 5_000 })).value).toEqual([]);
});

test('a create leaves the age of a list as it is', async () => {
  const server = await serve(({ method }) => ({ body: method === 'POST' ? wireJob() : wirePage('jobs', []) }));
  const api = clientOf(server.origin);
  await api.listJobs('Messages');
  await api.createJob(WEEK);
  await api.listJobs('Messages', { maxAgeMs: 5_000 });
  expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
});

test('a young day list serves again only when it suffices', async () => {
  const server = await serve((_request, index) => ({ body: wirePage('days', [{ day: `2024-01-0${index + 1}` }]) }));
  const api = clientOf(server.origin);
  const listWith = async (day: string) => {
    const suffices = (files: readonly DayFile[]) => files.some((file) => file.day === day);
    const { value } = await api.listDays('Calls', { maxAgeMs: 5_000, suffices });
    return value.map((file) => file.day);
  };
  await api.listDays('Calls');
  expect(await listWith('2024-01-01')).toEqual(['2024-01-01']);
  expect(await listWith('2024-01-02')).toEqual(['2024-01-02']);
  expect(await listWith('2024-01-02')).toEqual(['2024-01-02']);
  expect(server.requests).toHaveLength(2);
});

test('a new list is given as it is, also when it does not suffice', async () => {
  const server = await serve(() => ({ body: wirePage('days', []) }));
  expect((await clientOf(server.origin).listDays('Calls', { maxAgeMs: 5_000, suffices: () => false })).value).toEqual([]);
  expect(server.requests).toHaveLength(1);
});
