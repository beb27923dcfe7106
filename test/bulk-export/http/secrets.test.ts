import { inspect } from 'node:util';
import type { BulkExportApi } from '../../../src/bulk-export/port';
import { ACCOUNT_SID, clientOf, failureOf, JOB_SID, PASSWORD, WEEK } from '../support/samples';
import { closedOrigin, serve, type StubAnswer, stopServers } from '../support/stub-server';

afterEach(stopServers);

const BASIC = Buffer.from(`${ACCOUNT_SID}:${PASSWORD}`).toString('base64');
const SECRETS = [PASSWORD, BASIC, Buffer.from(PASSWORD).toString('base64'), encodeURIComponent(PASSWORD)];
const ECHO = { code: 20001, message: `bad ${PASSWORD}, ${BASIC}`, detail: SECRETS.join(' ') };

function everythingPrintable(value: unknown): string {
  const { stack, message } = value as Error;
  const deep = inspect(value, { depth: 10, showHidden: true, getters: true });
  return [deep, inspect(value), JSON.stringify(value), String(value), stack, message].join('\n');
}

function expectNoSecret(value: unknown): void {
  for (const secret of [...SECRETS, PASSWORD.slice(0, 12)]) expect(everythingPrintable(value)).not.toContain(secret);
}

test.each<[string, StubAnswer]>([
  ['refused credentials', { status: 401, body: ECHO }],
  ['a refusal that repeats them', { status: 400, body: ECHO, headers: { 'Twilio-Request-Id': PASSWORD } }],
  ['a refusal that repeats them in HTML', { status: 400, body: `<p>${PASSWORD}</p>` }],
  ['a refusal that escapes them', { status: 400, body: JSON.stringify(ECHO).replaceAll('/', '\\u002f') }],
  ['a refusal that is cut within them', { status: 400, body: { message: 'x'.repeat(280) + PASSWORD } }],
  ['a 404', { status: 404, body: `<p>${PASSWORD}</p>` }],
  ['too many requests', { status: 429, body: ECHO, headers: { 'Retry-After': '1' } }],
  ['a server error', { status: 500, body: ECHO }],
  ['a redirect', { status: 307, body: ECHO, headers: { Location: `https://x.test/?${BASIC}` } }],
  ['no JSON', { body: `<p>${PASSWORD}</p>`, headers: { 'Twilio-Request-Id': BASIC } }],
  ['unreadable JSON', { body: { password: PASSWORD } }],
  ['a broken encoding', { body: PASSWORD, headers: { 'Content-Encoding': 'gzip' } }],
  ['a cut connection', 'cut'],
  ['a cut body', 'cut in the body'],
  ['a time-out', 'silence'],
])('the credentials are in nothing that %s leaves behind', async (_name, answer) => {
  const server = await serve(() => answer);
  for (const call of [
    (api: BulkExportApi) => api.createJob(WEEK),
    (api: BulkExportApi) => api.listJobs('Calls'),
    (api: BulkExportApi) => api.fetchJob(JOB_SID),
  ]) {
    const api = clientOf(server.origin, { requestTimeoutMs: 80 });
    expectNoSecret(await failureOf(call(api)));
    expectNoSecret(api);
  }
  expect(server.requests[0]?.headers.authorization).toBe(`Basic ${BASIC}`);
});

test('the credentials are in nothing that a refused connection leaves behind', async () => {
  expectNoSecret(await failureOf(clientOf(await closedOrigin()).createJob(WEEK)));
});

test('the credentials are in nothing that a held call leaves behind', async () => {
  const server = await serve(() => ({ status: 429, headers: { 'Retry-After': '5' }, body: ECHO }));
  const api = clientOf(server.origin, { maxHoldMs: 10 });
  await failureOf(api.createJob(WEEK));
  expectNoSecret(await failureOf(api.createJob(WEEK)));
  expectNoSecret(api);
});

test('the credentials are in nothing that an abort leaves behind', async () => {
  const server = await serve(() => 'silence');
  const reason: unknown = await clientOf(server.origin)
    .createJob(WEEK, { signal: AbortSignal.timeout(50) })
    .catch((thrown: unknown) => thrown);
  expectNoSecret(reason);
});

test('the cause keeps the code and the words, and nothing else', async () => {
  const { cause } = await failureOf(clientOf(await closedOrigin()).createJob(WEEK));
  expect(Object.getOwnPropertyNames(cause).sort()).toEqual(['code', 'message', 'stack']);
  expect(cause).toMatchObject({ code: 'ECONNREFUSED', message: expect.stringContaining('ECONNREFUSED') as string });
});
