import { inspect } from 'node:util';
import type { Day } from '../../../src/domain/days/day-range';
import { ACCOUNT_SID, clientOf, failureOf } from '../support/samples';
import { serve, type StubAnswer, stopServers } from '../support/stub-server';

afterEach(stopServers);

const DAY = '2024-03-01' as Day;
const PATH = `daily/day%3D2024-03-01/type%3DMessages/account%3D${ACCOUNT_SID}/created_time%3D20240310120005/part-0.json.gz`;
const LINK = `https://bucket.s3.amazonaws.com/${PATH}?X-Amz-Signature=canary`;

async function linkUnder(answer: StubAnswer) {
  const server = await serve(() => answer);
  return clientOf(server.origin).linkDay('Messages', DAY);
}

test('a link is what the redirect says in its body, and is asked for by day', async () => {
  const server = await serve(() => ({ status: 307, body: { redirect_to: LINK } }));
  const { value } = await clientOf(server.origin).linkDay('Messages', DAY);
  expect(value).toMatchObject({
    resourceType: 'Messages',
    day: DAY,
    host: 'bucket.s3.amazonaws.com',
    createdAtMs: Date.UTC(2024, 2, 10, 12, 0, 5),
  });
  expect(value?.url.reveal()).toBe(LINK);
  expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /v1/Exports/Messages/Days/2024-03-01']);
});

test.each<[string, StubAnswer]>([
  ['only as Location', { status: 307, headers: { Location: LINK }, body: '' }],
  ['as Location beside a page of HTML', { status: 307, headers: { Location: LINK }, body: '<p>moved</p>' }],
  ['as Location beside null', { status: 307, headers: { Location: LINK }, body: { redirect_to: null } }],
  ['in the body of 302', { status: 302, body: { redirect_to: LINK } }],
  ['in the body of 200', { status: 200, body: { redirect_to: LINK } }],
])('a link may come %s', async (_name, answer) => {
  expect((await linkUnder(answer)).value?.url.reveal()).toBe(LINK);
});

test.each([
  ['without created_time', 'https://files.example.com/part-0.json.gz'],
  ['with one that is no time', LINK.replace('20240310120005', '20241399990005')],
  ['with one that is too short', LINK.replace('20240310120005', '20240310')],
])('a link %s does not tell when its file was made', async (_name, link) => {
  const { value } = await linkUnder({ status: 307, body: { redirect_to: link } });
  expect(value?.createdAtMs).toBeUndefined();
});

test('a day without a file is undefined, at the time of the answer', async () => {
  const answer = await linkUnder({
    status: 404,
    headers: { Date: 'Sat, 20 Jan 2024 10:00:00 GMT' },
    body: { code: 20404, message: 'The requested resource was not found' },
  });
  expect(answer).toEqual({ value: undefined, nowMs: Date.UTC(2024, 0, 20, 10) });
});

test.each<[string, StubAnswer, string]>([
  ['a redirect that leads nowhere', { status: 307, body: { redirect_to: null } }, 'without a link to a file'],
  ['a redirect without a word', { status: 307, body: '' }, 'without a link to a file'],
  ['a page of HTML', { status: 200, body: '<html>' }, 'without a link to a file'],
  ['a path for a link', { status: 307, body: { redirect_to: '/part-0' } }, 'without a link to a file'],
  [
    'a link to another day',
    { status: 307, body: { redirect_to: LINK.replace('03-01', '03-02') } },
    'with a link to the file of another day, 2024-03-02',
  ],
])('%s is no answer', async (_name, answer, flaw) => {
  const failure = await failureOf(linkUnder(answer));
  expect(failure).toMatchObject({ kind: 'unreadable' });
  expect(failure.message).toContain(`Requesting the file of Messages 2024-03-01: Twilio answered`);
  expect(failure.message).toContain(flaw);
  expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain('canary');
});

test('a link shows itself to nobody: not printed, not as JSON, not in a history', async () => {
  const { value } = await linkUnder({ status: 307, body: { redirect_to: LINK } });
  for (const shown of [inspect(value, { depth: 9, showHidden: true }), JSON.stringify(value)]) {
    expect(shown).toContain('bucket.s3.amazonaws.com');
    expect(shown).not.toContain('canary');
  }
});

test('a day that would change the path is never sent', async () => {
  const server = await serve(() => ({ status: 307, body: { redirect_to: LINK } }));
  await expect(clientOf(server.origin).linkDay('Messages', '../Jobs' as Day)).rejects.toThrow(RangeError);
  expect(server.requests).toEqual([]);
});

const OTHER = LINK.replace(ACCOUNT_SID, 'AC2');

test.each([
  ['percent-encoded', OTHER],
  ['in plain letters', OTHER.replaceAll('%3D', '=')],
  ['with every letter encoded', OTHER.replace('account', '%61%63count').replace('AC2', '%41%43%32')],
])('a link that names another account %s is refused', async (_name, link) => {
  const error = await failureOf(linkUnder({ status: 307, body: { redirect_to: link } }));
  expect(error).toMatchObject({ kind: 'wrongAccount' });
  expect(error.message).toContain(`a file of account AC2, but the worker has AccountSid ${ACCOUNT_SID}`);
  expect(inspect(error)).not.toContain('canary');
});

test('a link tells whether it names the account', async () => {
  const named = await linkUnder({ status: 307, body: { redirect_to: LINK } });
  const unnamed = await linkUnder({ status: 307, body: { redirect_to: LINK.replace('account', 'group') } });
  expect([named, unnamed].map(({ value }) => value?.isAccountChecked)).toEqual([true, false]);
});
