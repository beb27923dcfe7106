import { ApplicationFailure } from '@temporalio/common';
import { BulkExportApiError } from '../bulk-export/api-error';
import type { ClientSettings } from '../bulk-export/client';
import { FAILURE } from '../contract/failure-types';
import { namesSid, type AccountGroup } from '../settings/accounts-file';
import { resolveReference } from '../settings/reference';
import { listSubaccounts } from '../twilio-api/list-subaccounts';

export type Credentials = Pick<ClientSettings, 'accountSid' | 'username' | 'password' | 'advice'>;

/** How long the next attempt waits when an account is unknown, milliseconds: a worker with another file may start. */
const UNKNOWN_RETRY_MS = 30_000;

/** How long a list of subaccounts is used, milliseconds: many of them may be needed at once. */
const LIST_HOLDS_MS = 10_000;

/**
 * The credentials of the accounts of a group by their labels: those of its file, or of subaccounts those that Twilio lists.
 * References are resolved at each call, so that secrets can be rotated.
 * @throws at each call, ApplicationFailure of type `UnknownAccount`, or BulkExportApiError
 */
export function groupCredentials(path: string, group: AccountGroup, apiUrl: string) {
  const { name, accounts, subaccountsOf } = group;
  const unknown = (label: string, why: string) => {
    const message = `Account "${label}" of group "${name}": ${why}. To end the export, cancel it.`;
    return ApplicationFailure.create({ message, type: FAILURE.unknownAccount, nextRetryDelay: UNKNOWN_RETRY_MS });
  };
  const fromFile = (label: string): Credentials | undefined => {
    const { sid: accountSid, username, secret } = accounts.find((each) => each.label === label) ?? {};
    if (accountSid === undefined || username === undefined || secret === undefined) return undefined;
    const password = resolveReference(secret, process.env);
    const then = secret.startsWith('env:') ? 'Then restart the worker.' : 'The worker reads it again.';
    const advice = { credentialsRefused: `Correct ${secret} of account "${label}". ${then}` };
    if (password !== '') return { accountSid, username, password, advice };
    const message = `The credentials of account "${label}" (${secret}) are empty or cannot be read. No request was sent.`;
    throw new BulkExportApiError(message, { kind: 'credentialsRefused', mayHaveBeenProcessed: false });
  };
  let listed: { untilMs: number; readonly list: ReturnType<typeof listSubaccounts> } | undefined;
  const subaccounts = (parent: Credentials, except: readonly string[]) => {
    if (!listed || performance.now() > listed.untilMs) {
      const list = listSubaccounts({ ...parent, except, baseUrl: apiUrl });
      const asked = { untilMs: performance.now() + LIST_HOLDS_MS, list };
      list.catch(() => (asked.untilMs = 0));
      listed = asked;
    }
    return listed.list;
  };
  return async (label: string): Promise<Credentials> => {
    const own = fromFile(label);
    if (own) return own;
    const parent = subaccountsOf && fromFile(subaccountsOf.account);
    if (!parent) throw unknown(label, `${path} does not have it. Add it to the file of every worker, and restart them`);
    if (namesSid(group, label)) throw unknown(label, `${path} has it with another label, or excepts it`);
    const { active, leftOut } = await subaccounts(parent, subaccountsOf.except);
    const found = active.find(({ sid }) => sid === label);
    const advice = { credentialsRefused: 'The worker gets its AuthToken again from the list of subaccounts.' };
    if (found) return { accountSid: label, username: label, password: found.token.reveal(), advice };
    const status = leftOut.find(({ sid }) => sid === label)?.status;
    if (status === 'active')
      throw unknown(label, 'Twilio lists it without its AuthToken, as it does for an API key of type Standard');
    throw unknown(label, status ? `Twilio lists it as ${status}` : `neither ${path} nor Twilio's list of subaccounts has it`);
  };
}
