import { setTimeout as sleep } from 'node:timers/promises';
import { clientOf, failureOf, JOB_SID, WEEK, wireJob, wirePage } from '../support/samples';
import { serve, type StubAnswer, stopServers } from '../support/stub-server';

afterEach(stopServers);

/** Long enough for a client to send what it must not send. */
const A_WHILE_MS = 40;

const GOOD = (url: string): StubAnswer => ({
  body: url.includes('/Exports/Jobs/') ? wireJob() : wirePage(url.includes('Days') ? 'days' : 'jobs', []),
});

/** A server whose first answer is a refusal; and how long after it the others of four concurrent calls arrived. */
async function waitsAfter(refusal: StubAnswer): Promise<{ retryAfterMs: number | undefined; waitsMs: number[] }> {
  const server = await serve(({ url, method }, index) =>
    index === 0 ? refusal : method === 'POST' ? { status: 201, body: wireJob() } : GOOD(url),
  );
  const api = clientOf(server.origin);
  const { retryAfterMs } = await failureOf(api.listJobs('Messages'));
  await Promise.all([api.createJob(WEEK), api.listJobs('Calls'), api.fetchJob(JOB_SID), api.listDays('Calls')]);
  const [first, ...rest] = server.requests;
  return { retryAfterMs, waitsMs: rest.map(({ atMs }) => atMs - first!.atMs) };
}

test.each<[string, StubAnswer, number]>([
  ['seconds of a 429', { status: 429, headers: { 'Retry-After': '0.3' } }, 300],
  ['seconds of a 503', { status: 503, headers: { 'Retry-After': '0.3' } }, 300],
  [
    "a date of a 429, on Twilio's clock",
    { status: 429, headers: { 'Retry-After': 'Sat, 20 Jan 2001 10:00:01 GMT', Date: 'Sat, 20 Jan 2001 10:00:00 GMT' } },
    1_000,
  ],
  ['a 429 that names no wait', { status: 429 }, 750],
  ['a 429 that names a wait nobody can read', { status: 429, headers: { 'Retry-After': 'soon' } }, 750],
  ['a 429 that names no wait at all', { status: 429, headers: { 'Retry-After': '0' } }, 750],
])('%s holds every call of the account', async (_name, refusal, leastMs) => {
  const { retryAfterMs, waitsMs } = await waitsAfter(refusal);
  expect(waitsMs).toHaveLength(4);
  for (const waitMs of waitsMs) {
    expect(waitMs).toBeGreaterThanOrEqual(leastMs);
    expect(waitMs).toBeLessThan(leastMs + 500);
  }
  expect(retryAfterMs).toBeGreaterThanOrEqual(leastMs);
  expect(retryAfterMs).toBeLessThan(leastMs + 300);
});

test('a 503 that names no wait holds nobody', async () => {
  const { retryAfterMs, waitsMs } = await waitsAfter({ status: 503 });
  expect(retryAfterMs).toBeUndefined();
  expect(Math.max(...waitsMs)).toBeLessThan(250);
});

test('a wait longer than a call waits fails every call without sending it', async () => {
  const server = await serve(() => ({ status: 429, headers: { 'Retry-After': '300' }, body: { code: 20429 } }));
  const api = clientOf(server.origin);

  const refused = await failureOf(api.listJobs('Calls'));
  expect(refused).toMatchObject({ kind: 'rateLimited', httpStatus: 429, twilioCode: 20429 });
  expect(refused.message).toBe(
    'Listing the jobs of Calls: Twilio answered 429 (code 20429), without an explanation. Requests of this account are paused for 301 s.',
  );

  const held = await failureOf(api.createJob(WEEK));
  expect(held).toMatchObject({ kind: 'rateLimited', mayHaveBeenProcessed: false, httpStatus: undefined });
  expect(held.retryAfterMs).toBeGreaterThan(299_000);
  expect(held.retryAfterMs).toBeLessThanOrEqual(300_021);
  expect(held.message).toMatch(/^Creating a job for Messages .*: not sent, because Twilio requested a pause\./);
  expect(server.requests).toHaveLength(1);
});

test('at most four requests of an account are under way', async () => {
  let underWay = 0;
  let most = 0;
  const server = await serve(async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await server.arrived(4);
    await sleep(A_WHILE_MS);
    underWay -= 1;
    return { body: wireJob() };
  });
  const api = clientOf(server.origin);
  await Promise.all(Array.from({ length: 6 }, () => api.fetchJob(JOB_SID)));
  expect(server.requests).toHaveLength(6);
  expect(most).toBe(4);
});
