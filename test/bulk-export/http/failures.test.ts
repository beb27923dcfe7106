import { createServer, type Server, type ServerResponse } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { ApiErrorKind } from '../../../src/bulk-export/api-error';
import { clientOf, failureOf, JOB_SID, WEEK, wireJob } from '../support/samples';
import { closedOrigin, serve, type StubAnswer, stopServers } from '../support/stub-server';

afterEach(stopServers);

const WORDS = { code: 20001, message: 'Missing required parameter', more_info: 'https://x.test', status: 400 };
const HTML = '<html><body>Not here</body></html>';

test.each<[string, StubAnswer, ApiErrorKind, boolean]>([
  ['bad credentials', { status: 401, body: { code: 20003, message: 'Authenticate' } }, 'credentialsRefused', false],
  ['a suspended account', { status: 403, body: { code: 20403 } }, 'forbidden', false],
  ['a key without the permission', { status: 403, body: { code: 70051 } }, 'forbidden', false],
  ['a 403 of somebody else', { status: 403, body: HTML }, 'forbidden', false],
  ['too many requests', { status: 429, headers: { 'Retry-After': '1' }, body: { code: 20429 } }, 'rateLimited', false],
  ['a missing parameter', { status: 400, body: WORDS }, 'refused', false],
  ['a refusal in HTML', { status: 400, body: HTML }, 'refused', false],
  ['a refusal without words', { status: 422 }, 'refused', false],
  ['an unknown path', { status: 404, body: { code: 20404 } }, 'refused', false],
  ['a 404 of somebody else', { status: 404, body: HTML }, 'unreadable', false],
  ['a proxy that wants a password', { status: 407 }, 'unavailable', false],
  ['a request that came too slowly', { status: 408 }, 'unavailable', true],
  ['an error of Twilio', { status: 500, body: { code: 20500 } }, 'unavailable', true],
  ['a gateway in trouble', { status: 502, body: HTML }, 'unavailable', true],
  ['Twilio being down', { status: 503 }, 'unavailable', true],
  ['a redirect', { status: 307, headers: { Location: '/elsewhere' } }, 'unreadable', true],
  ['a success in HTML', { status: 200, body: HTML }, 'unreadable', true],
  ['a success without a body', { status: 204 }, 'unreadable', true],
  ['half a JSON', { status: 201, body: JSON.stringify(wireJob()).slice(0, 60) }, 'unreadable', true],
  ['a job without a sid', { status: 201, body: wireJob({ job_sid: null }) }, 'unreadable', true],
  ['a body that does not decompress', { headers: { 'Content-Encoding': 'gzip' }, body: 'no gzip' }, 'unreadable', true],
  ['a cut connection', 'cut', 'unavailable', true],
  ['a connection cut in the body', 'cut in the body', 'unavailable', true],
  ['silence', 'silence', 'unavailable', true],
  ['a body that drips and never ends', 'drip', 'unavailable', true],
])('%s fails a create', async (_name, answer, kind, mayHaveBeenProcessed) => {
  const server = await serve(() => answer);
  const failure = await failureOf(clientOf(server.origin, { requestTimeoutMs: 150 }).createJob(WEEK));
  expect(failure).toMatchObject({ name: 'BulkExportApiError', kind, mayHaveBeenProcessed });
  expect(failure.message).toMatch(/^Creating a job for Messages 2024-01-01\.\.2024-01-07: .*\.$/);
  expect(failure.message.includes('may exist nevertheless')).toBe(mayHaveBeenProcessed);
  expect(server.requests).toHaveLength(1);
});

test('a refused connection and an unknown host certainly sent nothing', async () => {
  for (const origin of [await closedOrigin(), 'http://nobody.invalid']) {
    const failure = await failureOf(clientOf(origin).createJob(WEEK));
    expect(failure).toMatchObject({ kind: 'unavailable', mayHaveBeenProcessed: false, httpStatus: undefined });
    expect(failure.message).toMatch(/no complete response \((ECONNREFUSED|ENOTFOUND|EAI_AGAIN), .*The request was not sent\./);
  }
});

test.each([
  ['is no HTTP', () => net.createServer((socket) => socket.resume().end('220 mail.x.test ready\r\n')), /HPE_/],
  [
    'unpacks to more than anyone can mean',
    () =>
      createServer((_request, response) => {
        bomb(response);
      }),
    /maxContentLength/,
  ],
])('an answer that %s is unreadable', async (_name, create: () => net.Server | Server, message) => {
  const server = create();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const failure = await failureOf(clientOf(`http://127.0.0.1:${port}`).listDays('Calls'));
  expect(failure).toMatchObject({ kind: 'unreadable', mayHaveBeenProcessed: true });
  expect(failure.message).toMatch(message);
  if ('closeAllConnections' in server) server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('a redirect is not followed', async () => {
  const elsewhere = await serve(() => ({ body: wireJob() }));
  const server = await serve(() => ({ status: 302, headers: { Location: elsewhere.origin }, body: {} }));
  await failureOf(clientOf(server.origin).fetchJob(JOB_SID));
  expect(elsewhere.requests).toEqual([]);
});

test('the answer to another question is unreadable', async () => {
  const server = await serve(() => ({ body: wireJob() }));
  const failure = await failureOf(clientOf(server.origin).fetchJob(`JS${'b'.repeat(32)}`));
  expect(failure).toMatchObject({ kind: 'unreadable' });
});

test('a failure tells what Twilio says of it', async () => {
  const server = await serve(() => ({
    status: 400,
    headers: { 'Twilio-Request-Id': 'RQ17', Date: 'Sat, 20 Jan 2024 10:00:00 GMT' },
    body: WORDS,
  }));
  expect(await failureOf(clientOf(server.origin).createJob(WEEK))).toMatchObject({
    message:
      'Creating a job for Messages 2024-01-01..2024-01-07: Twilio answered 400 (code 20001, request RQ17): Missing required parameter.',
    httpStatus: 400,
    twilioCode: 20001,
    requestId: 'RQ17',
    retryAfterMs: undefined,
    nowMs: Date.UTC(2024, 0, 20, 10),
  });
});

test.each<[string, StubAnswer, string]>([
  [
    'rejected credentials say what to set',
    { status: 401, body: { code: 20003, message: 'Authenticate.' } },
    'Twilio answered 401 (code 20003): Authenticate. Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN (or TWILIO_API_KEY and TWILIO_API_SECRET) on the worker and restart it.',
  ],
  [
    'the newer form of an error is read',
    { status: 400, body: { code: '20007', title: 'Page too large', detail: 'At most 1000.', status: 400 } },
    'Twilio answered 400 (code 20007): Page too large: At most 1000.',
  ],
  [
    'a message of many lines is one',
    { status: 400, body: { message: ' End day\n\u001b[31mis too\trecent.\n' } },
    'Twilio answered 400: End day [31mis too recent.',
  ],
  ['a long message is cut', { status: 400, body: { message: 'x'.repeat(1_000) } }, `Twilio answered 400: ${'x'.repeat(300)}….`],
  ['an empty body has no explanation', { status: 400, body: '' }, 'Twilio answered 400, without an explanation.'],
  [
    'a server error may be temporary',
    { status: 500, body: { code: 20500, message: 'Internal Server Error' } },
    'Twilio answered 500 (code 20500): Internal Server Error. If the error persists, check https://status.twilio.com.',
  ],
  [
    'a redirect points at the base URL',
    { status: 302, body: '' },
    'Twilio answered 302, which the API never returns for this request. Check TWILIO_BULK_EXPORTS_URL on the worker.',
  ],
  [
    'another format points at the base URL',
    { status: 200, headers: { 'Twilio-Request-Id': 'RQ18' }, body: HTML },
    'Twilio answered 200 (request RQ18), but with a body that is not JSON. Check TWILIO_BULK_EXPORTS_URL on the worker.',
  ],
  [
    'a timeout says its limit',
    'silence',
    'no complete response within 0.1 s. If the error persists, check the network of the worker and https://status.twilio.com.',
  ],
])('%s', async (_name, answer, message) => {
  const server = await serve(() => answer);
  const options = answer === 'silence' ? { requestTimeoutMs: 100 } : {};
  const failure = await failureOf(clientOf(server.origin, options).listDays('Calls'));
  expect(failure.message).toBe(`Listing the day files of Calls: ${message}`);
});

function bomb(response: ServerResponse): void {
  const spaces = Buffer.alloc(65 * 1024 * 1024, ' ');
  response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(spaces));
}
