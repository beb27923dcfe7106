import { statusOf, type Account } from '../../accounts/account';
import type { ApiAnswer } from '../../wire/api-answer';
import { pageOf } from '../../wire/page';
import { accountRefused, notFound } from '../../wire/twilio-error';
import type { Call } from './call';

/** No source says when an account was created; all of them were at this instant. */
const CREATED = 'Mon, 01 Jan 2018 00:00:00 +0000';

/**
 * `GET /2010-04-01/Accounts.json`: a page of the account that asks and its subaccounts, with relative links. `Status` and
 * `FriendlyName` filter it. A key that is not a main key may not list accounts.
 */
export function listAccounts({ request, accountSid, credentials, accounts }: Call): ApiAnswer {
  requireMain(credentials);
  const [status, name] = [request.query.get('Status'), request.query.get('FriendlyName')];
  const items = visibleTo(accountSid, accounts)
    .map((account) => accountBody(account, accounts))
    .filter((body) => (status === null || body.status === status) && (name === null || body.friendly_name === name));
  const listing = { key: 'accounts', items, keyOf: ({ sid }: { sid: string }) => sid, largestPage: 1000, clamps: true };
  const { items: shown, meta } = pageOf(listing, request);
  const relative = (url: string | null) => url?.slice(request.origin.length) ?? null;
  const start = meta.page * meta.page_size;
  return {
    status: 200,
    body: {
      accounts: shown,
      page: meta.page,
      page_size: meta.page_size,
      start,
      end: start + shown.length - 1,
      uri: relative(meta.url),
      first_page_uri: relative(meta.first_page_url),
      next_page_uri: relative(meta.next_page_url),
      previous_page_uri: relative(meta.previous_page_url),
    },
  };
}

/** `GET /2010-04-01/Accounts/{Sid}.json`: the account that asks, or one of its subaccounts. */
export function fetchAccount({ request, accountSid, credentials, accounts }: Call, sid = ''): ApiAnswer {
  requireMain(credentials);
  const found = visibleTo(accountSid, accounts).find((account) => account.accountSid === sid);
  if (!found) throw notFound(request.path);
  return { status: 200, body: accountBody(found, accounts) };
}

function requireMain(credentials: Account): void {
  if ('key' in credentials && !credentials.isMain) throw accountRefused('Permission denied: a main key is needed');
}

/** An account and its subaccounts by their sids, each once: an account may have several credentials. */
function visibleTo(accountSid: string, accounts: readonly Account[]): Account[] {
  const known = new Map<string, Account>();
  for (const account of accounts) {
    const isVisible = account.accountSid === accountSid || account.parentSid === accountSid;
    if (isVisible && (!known.has(account.accountSid) || 'authToken' in account)) known.set(account.accountSid, account);
  }
  return [...known.values()].sort((one, other) => (one.accountSid < other.accountSid ? -1 : 1));
}

function accountBody(account: Account, accounts: readonly Account[]) {
  const { accountSid: sid, parentSid = sid, friendlyName = sid } = account;
  return {
    sid,
    owner_account_sid: parentSid,
    friendly_name: friendlyName,
    status: statusOf(sid, accounts),
    type: 'Full',
    auth_token: 'authToken' in account ? account.authToken : null,
    date_created: CREATED,
    date_updated: CREATED,
    uri: `/2010-04-01/Accounts/${sid}.json`,
    subresource_uris: {},
  };
}
