import { setTimeout as sleep } from 'node:timers/promises';
import { clientOf, failureOf, JOB_SID, WEEK, wireJob, wirePage } from '../support/samples';
import { serve, type StubAnswer, stopServers } from '../support/stub-server';

afterEach(stopServers);

class Cancelled extends Error {}

/** Long enough for a client to read what has arrived, or to do what it must not do. */
const A_WHILE_MS = 40;

/** Abort a call a while after a moment, and see that it rejects at once, with the reason. */
async function abortedAfter(moment: Promise<unknown>, call: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const controller = new AbortController();
  const reason = new Cancelled('the export was cancelled');
  const outcome = call(controller.signal).catch((thrown: unknown) => thrown);
  await moment;
  await sleep(A_WHILE_MS);
  const abortedAtMs = performance.now();
  controller.abort(reason);
  expect(await outcome).toBe(reason);
  expect(performance.now() - abortedAtMs).toBeLessThan(500);
}

test.each<[string, StubAnswer]>([
  ['unanswered', 'silence'],
  ['half answered', 'drip'],
])('a create cancelled while it is %s rejects with the reason', async (_name, answer) => {
  const server = await serve(() => answer);
  await abortedAfter(server.arrived(1), (signal) => clientOf(server.origin).createJob(WEEK, { signal }));
  expect(server.requests).toHaveLength(1);
});

test('a call cancelled beforehand sends nothing', async () => {
  const server = await serve(() => ({ body: wireJob() }));
  const reason = new Cancelled();
  await expect(clientOf(server.origin).fetchJob(JOB_SID, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(server.requests).toEqual([]);
});

test('a listing cancelled between two pages rejects with the reason', async () => {
  const server = await serve((_request, index) => (index === 0 ? { body: wirePage('days', [], '/next') } : 'silence'));
  await abortedAfter(server.arrived(2), (signal) => clientOf(server.origin).listDays('Calls', { signal }));
  expect(server.requests).toHaveLength(2);
});

test('a call cancelled while the account is held rejects with the reason and sends nothing', async () => {
  const server = await serve(() => ({ status: 429, headers: { 'Retry-After': '30' } }));
  const api = clientOf(server.origin);
  await failureOf(api.listJobs('Calls'));
  await abortedAfter(server.arrived(1), (signal) => api.createJob(WEEK, { signal }));
  expect(server.requests).toHaveLength(1);
});

test('calls cancelled while they wait for their turn reject with the reason and leave the line', async () => {
  const server = await serve((_request, index) => (index < 4 ? 'silence' : { body: wirePage('jobs', []) }));
  const api = clientOf(server.origin, { requestTimeoutMs: 1_000 });
  const busy = Array.from({ length: 4 }, () => failureOf(api.listJobs('Calls')));

  const cancelled = Array.from({ length: 4 }, () => abortedAfter(server.arrived(4), (signal) => api.createJob(WEEK, { signal })));
  await Promise.all([...cancelled, ...busy]);
  await Promise.all(Array.from({ length: 5 }, () => api.listJobs('Calls')));

  expect(server.requests.filter(({ method }) => method === 'POST')).toEqual([]);
});

test('a time-out is a failure, whatever the signal does later', async () => {
  const server = await serve(() => 'silence');
  const controller = new AbortController();
  const call = clientOf(server.origin, { requestTimeoutMs: 40 }).fetchJob(JOB_SID, { signal: controller.signal });
  expect(await failureOf(call)).toMatchObject({ kind: 'unavailable', mayHaveBeenProcessed: true });
  controller.abort();
});
