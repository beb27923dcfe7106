import { z } from 'zod';
import { BulkExportApiError } from '../bulk-export/api-error';
import { paginate } from '../bulk-export/http/lists';
import type { ClientSettings } from '../bulk-export/client';
import { originOf } from '../bulk-export/http/paths';
import { createSendRequest } from '../bulk-export/http/request';
import { Secret } from '../bulk-export/secret';
import { lenient } from '../bulk-export/wire/values';

/** A parent account: its own AuthToken, or an API key of type Main, lists its subaccounts. */
export interface ParentAccount extends Omit<ClientSettings, 'maxHoldMs' | 'fileHosts' | 'fileTimeoutMs'> {
  /** AccountSids of subaccounts that are in neither list. */
  readonly except?: readonly string[];
}

/** An account as the API writes it (https://www.twilio.com/docs/iam/api/account). */
const wireAccount = z
  .object({
    sid: z.string().regex(/^AC[0-9a-f]{32}$/),
    status: z.string().regex(/^[a-z-]+$/),
    auth_token: lenient(z.string().min(1)),
  })
  .transform(({ auth_token: token, sid, status }) => ({ sid, status, token: token && new Secret(token) }))
  .catch({ sid: 'unknown', status: 'unreadable', token: undefined });

const ADVICE = {
  credentialsRefused: 'Check the credentials of this account.',
  forbidden: 'Listing subaccounts requires the AuthToken, or an API key of type Main. The account must not be suspended.',
  refused: 'Check TWILIO_API_URL on the worker.',
  unreadable: 'Check TWILIO_API_URL on the worker.',
};

/** List the subaccounts of an account, over all pages. @throws BulkExportApiError */
export async function listSubaccounts(parent: ParentAccount) {
  const { accountSid, baseUrl, except = [], requestTimeoutMs = 30_000 } = parent;
  const purpose = `Listing the subaccounts of ${accountSid}`;
  const sendRequest = createSendRequest({ ...parent, origin: originOf(baseUrl), requestTimeoutMs, maxHoldMs: 60_000 });
  const path = '/2010-04-01/Accounts.json?PageSize=1000';
  const read = (item: unknown) => wireAccount.parse(item);
  const advice = { ...ADVICE, ...parent.advice };
  const list = { operation: 'listAccounts', purpose, path, key: 'accounts', advice, read } as const;
  const { value: accounts } = await paginate(sendRequest, list, {});
  // An account created meanwhile may move another one to the next page.
  const bySid = new Map(accounts.map((account) => [account.sid, account]));
  if (!bySid.delete(accountSid)) {
    const message = `${purpose}: the credentials belong to another account. Check the AccountSid and the credentials.`;
    throw new BulkExportApiError(message, { kind: 'wrongAccount', mayHaveBeenProcessed: true });
  }
  const subaccounts = [...bySid.values()].filter(({ sid }) => !except.includes(sid));
  return {
    /** BulkExport serves only these, and needs the token of each. */
    active: subaccounts.flatMap(({ sid, status, token }) => (status === 'active' && token ? [{ sid, token }] : [])),
    /** With the status at Twilio: `active` if Twilio lists the account without its token, `unreadable` if not as documented. */
    leftOut: subaccounts.flatMap(({ sid, status, token }) => (status === 'active' && token ? [] : [{ sid, status }])),
  };
}
