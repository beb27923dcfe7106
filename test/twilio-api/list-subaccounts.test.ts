import { inspect } from 'node:util';
import type { Account } from '../../simulator/accounts/account';
import { listSubaccounts, type ParentAccount } from '../../src/twilio-api/list-subaccounts';
import { failureOf } from '../bulk-export/support/samples';
import { closedOrigin, serve, stopServers, type StubAnswer } from '../bulk-export/support/stub-server';
import { withSimulator } from '../support/with-simulator';

afterEach(stopServers);

const sidOf = (number: number) => `AC${String(number).padStart(32, '0')}`;
const PARENT = sidOf(0);
const TOKEN = 'canary/parent';
const CREDENTIALS = { accountSid: PARENT, username: PARENT, password: TOKEN };

function list(baseUrl: string, more: Partial<ParentAccount> = {}) {
  return listSubaccounts({ ...CREDENTIALS, baseUrl, ...more });
}

/** A parent with so many subaccounts. */
function family(count: number): Account[] {
  const children = Array.from({ length: count }, (_, index) => index + 1).map((number) => {
    return { accountSid: sidOf(number), authToken: `canary-${number}`, friendlyName: `shop ${number}`, parentSid: PARENT };
  });
  return [{ accountSid: PARENT, authToken: TOKEN }, ...children];
}

/** A page of accounts as the API writes it. */
function page(accounts: object[], next: string | null = null): StubAnswer {
  return { body: { accounts, next_page_uri: next, page: 0 } };
}

const wire = (number: number, fields: object = {}) => {
  return { sid: sidOf(number), friendly_name: `shop ${number}`, status: 'active', auth_token: `canary-${number}`, ...fields };
};

test('the subaccounts of all pages are listed once, without their parent', () =>
  withSimulator({ accounts: family(1_200) }, async ({ origin }) => {
    const { active, leftOut } = await list(origin);
    expect(active.map(({ sid }) => sid)).toEqual(Array.from({ length: 1_200 }, (_, index) => sidOf(index + 1)));
    expect(active[6]?.sid).toBe(sidOf(7));
    expect(active[6]?.token.reveal()).toBe('canary-7');
    expect(leftOut).toEqual([]);
  }));

test('suspended and closed accounts are named, and exceptions are not', () =>
  withSimulator(async (simulator) => {
    const [parent, first, second, third, fourth] = family(4) as [Account, Account, Account, Account, Account];
    simulator.setAccounts([parent, { ...first, status: 'suspended' }, { ...second, status: 'closed' }, third, fourth]);
    const { active, leftOut } = await list(simulator.origin, { except: [sidOf(4)] });
    expect(active.map(({ sid }) => sid)).toEqual([sidOf(3)]);
    expect(leftOut).toEqual([
      { sid: sidOf(1), status: 'suspended' },
      { sid: sidOf(2), status: 'closed' },
    ]);
  }));

test('an account without a token, or of another shape, is left out', async () => {
  const strange = { id: 'canary' };
  const server = await serve(() => page([wire(0), wire(1, { auth_token: null }), wire(2, { friendly_name: null }), strange]));
  const { active, leftOut } = await list(server.origin);
  expect(active).toMatchObject([{ sid: sidOf(2) }]);
  expect(leftOut).toEqual([
    { sid: sidOf(1), status: 'active' },
    { sid: 'unknown', status: 'unreadable' },
  ]);
});

test('a main key lists the subaccounts, a standard key is refused', () =>
  withSimulator(async (simulator) => {
    const key = { accountSid: PARENT, key: `SK${'1'.repeat(32)}`, secret: 'canary-key' };
    simulator.setAccounts([...family(1), key]);
    const more = { username: key.key, password: key.secret };
    const refused = await failureOf(list(simulator.origin, more));
    expect(refused).toMatchObject({ kind: 'forbidden', httpStatus: 403 });
    expect(refused.message).toContain('Listing subaccounts requires the AuthToken, or an API key of type Main.');
    simulator.setAccounts([...family(1), { ...key, isMain: true }]);
    expect((await list(simulator.origin, more)).active).toMatchObject([{ sid: sidOf(1) }]);
  }));

test('credentials of another account are refused', () =>
  withSimulator({ accounts: [...family(1), { accountSid: sidOf(9), authToken: 'canary-other' }] }, async ({ origin }) => {
    const failure = await failureOf(list(origin, { username: sidOf(9), password: 'canary-other' }));
    expect(failure).toMatchObject({ kind: 'wrongAccount' });
    expect(failure.message).toMatch(/the credentials belong to another account/);
  }));

test('the next page is requested from the same origin, whatever host it names', async () => {
  const stranger = await serve(() => page([]));
  const next = `${stranger.origin}/2010-04-01/Accounts.json?Page=1`;
  const server = await serve((_request, index) => page([wire(index)], index === 0 ? next : null));
  expect((await list(server.origin)).active).toHaveLength(1);
  expect(stranger.requests).toEqual([]);
  expect(server.requests.map(({ url }) => url)).toEqual([
    '/2010-04-01/Accounts.json?PageSize=1000',
    '/2010-04-01/Accounts.json?Page=1',
  ]);
});

test.each<[string, StubAnswer, object, RegExp]>([
  ['401', { status: 401, body: { code: 20003 } }, { kind: 'credentialsRefused' }, /Check the credentials of this account\.$/],
  ['404', { status: 404, body: { code: 20404 } }, { kind: 'refused' }, /Check TWILIO_API_URL/],
  ['429', { status: 429, headers: { 'Retry-After': '9' } }, { kind: 'rateLimited', retryAfterMs: 9020 }, /are paused for 10 s/],
  ['500', { status: 500 }, { kind: 'unavailable' }, /status\.twilio\.com/],
  ['no JSON', { body: '<p>' }, { kind: 'unreadable' }, /Check TWILIO_API_URL/],
  ['a page that may continue', { body: { accounts: [] } }, { kind: 'unreadable' }, /Check TWILIO_API_URL/],
  ['a page without accounts', { body: { next_page_uri: null } }, { kind: 'unreadable' }, /Check TWILIO_API_URL/],
  ['a cut connection', 'cut', { kind: 'unavailable' }, /no complete response/],
])('%s is a failure of the API that says what to do', async (_name, answer, facts, advice) => {
  const server = await serve(() => answer);
  const failure = await failureOf(list(server.origin));
  expect(failure).toMatchObject(facts);
  expect(failure.message).toMatch(/^Listing the subaccounts of AC0+: /);
  expect(failure.message).toMatch(advice);
});

test('an API that cannot be reached is named by its setting', async () => {
  expect((await failureOf(list(await closedOrigin()))).message).toContain('TWILIO_API_URL');
});

test('no token is in what the list leaves behind', async () => {
  const echo = { code: 20001, message: `bad ${TOKEN}` };
  for (const answer of [page([wire(0), wire(1)]), page([wire(1)]), { status: 400, body: echo }, { body: { tokens: [wire(1)] } }]) {
    const server = await serve(() => answer);
    const left: unknown = await list(server.origin).catch((thrown: unknown) => thrown);
    const { stack = '' } = left as Error;
    expect([inspect(left, { depth: 10, showHidden: true }), JSON.stringify(left), String(left), stack].join()).not.toContain(
      'canary',
    );
  }
});
