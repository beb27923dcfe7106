import type { Account } from '../../simulator/accounts/account';
import { withSimulator } from '../support/with-simulator';
import { OFFICIAL_CLIENTS } from './official-clients';

const PARENT = { accountSid: `AC${'a'.repeat(32)}`, authToken: 'parent-token', friendlyName: 'Agency' };
const MAIN_KEY = { accountSid: PARENT.accountSid, key: `SK${'a'.repeat(32)}`, secret: 'main-secret', isMain: true };
const STANDARD_KEY = { accountSid: PARENT.accountSid, key: `SK${'b'.repeat(32)}`, secret: 'standard-secret' };

const sidOf = (number: number) => `AC${String(number).padStart(32, '0')}`;

/** A parent with so many subaccounts, the first of them suspended and the second closed. */
function family(subaccounts: number): Account[] {
  const children = Array.from({ length: subaccounts }, (_, index): Account => {
    const status = index === 0 ? 'suspended' : index === 1 ? 'closed' : 'active';
    const own = { accountSid: sidOf(index), authToken: `token-${index}`, friendlyName: `shop ${index}` };
    return { ...own, parentSid: PARENT.accountSid, status };
  });
  return [PARENT, MAIN_KEY, STANDARD_KEY, ...children, { accountSid: sidOf(999_999), authToken: 'stranger' }];
}

describe.each(OFFICIAL_CLIENTS)('the accounts, with twilio %s', (_version, library) => {
  function clientOf(origin: string, username: string, password: string) {
    const client = library(username, password, { accountSid: PARENT.accountSid });
    client.api.baseUrl = origin;
    client.bulkexports.baseUrl = origin;
    return client;
  }

  test('are listed page by page: the parent and each subaccount once, with status, owner and token', () =>
    withSimulator({ accounts: family(125) }, async ({ origin }) => {
      const { api } = clientOf(origin, PARENT.accountSid, PARENT.authToken);
      const accounts = await api.v2010.accounts.list({ pageSize: 20 });
      expect(accounts.map(({ sid }) => sid)).toEqual([
        ...Array.from({ length: 125 }, (_, index) => sidOf(index)),
        PARENT.accountSid,
      ]);
      expect(accounts[2]).toMatchObject({
        friendlyName: 'shop 2',
        status: 'active',
        ownerAccountSid: PARENT.accountSid,
        authToken: 'token-2',
        dateCreated: new Date('2018-01-01T00:00:00Z'),
      });
      expect(accounts.at(-1)).toMatchObject({ friendlyName: 'Agency', ownerAccountSid: PARENT.accountSid });
    }));

  test('are filtered by status on every page', () =>
    withSimulator({ accounts: family(50) }, async ({ origin }) => {
      const { api } = clientOf(origin, PARENT.accountSid, PARENT.authToken);
      const statuses = async (status: 'active' | 'suspended' | 'closed') =>
        (await api.v2010.accounts.list({ status, pageSize: 7 })).map((account) => account.status);
      expect(await statuses('active')).toEqual(Array.from({ length: 49 }, () => 'active'));
      expect(await statuses('suspended')).toEqual(['suspended']);
      expect(await statuses('closed')).toEqual(['closed']);
    }));

  test('are for the token and a main key of the parent; a subaccount sees itself', () =>
    withSimulator({ accounts: family(3) }, async ({ origin }) => {
      const main = clientOf(origin, MAIN_KEY.key, MAIN_KEY.secret);
      expect(await main.api.v2010.accounts.list()).toHaveLength(4);
      expect(await main.api.v2010.accounts(sidOf(2)).fetch()).toMatchObject({ friendlyName: 'shop 2' });
      const standard = clientOf(origin, STANDARD_KEY.key, STANDARD_KEY.secret);
      await expect(standard.api.v2010.accounts.list()).rejects.toMatchObject({ status: 403, code: 20403 });
      const child = clientOf(origin, sidOf(2), 'token-2');
      expect((await child.api.v2010.accounts.list()).map(({ sid }) => sid)).toEqual([sidOf(2)]);
      await expect(child.api.v2010.accounts(PARENT.accountSid).fetch()).rejects.toMatchObject({ status: 404 });
    }));

  test('that are suspended or closed are refused by BulkExport, and so are those of a suspended parent', () =>
    withSimulator({ accounts: family(3) }, async (simulator) => {
      const list = (sid: string, token: string) =>
        clientOf(simulator.origin, sid, token).bulkexports.v1.exports('Messages').exportCustomJobs.list();
      await expect(list(sidOf(0), 'token-0')).rejects.toMatchObject({ status: 403, code: 20403 });
      await expect(list(sidOf(1), 'token-1')).rejects.toMatchObject({ status: 403, code: 20403 });
      expect(await list(sidOf(2), 'token-2')).toEqual([]);
      simulator.setAccounts([{ ...PARENT, status: 'suspended' }, ...family(3).slice(1)]);
      await expect(list(sidOf(2), 'token-2')).rejects.toMatchObject({
        status: 403,
        message: expect.stringContaining('suspended') as string,
      });
    }));
});
