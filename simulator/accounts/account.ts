/** Credentials that the simulator accepts: those of an account, or an API key of an account. */
export type Account = {
  readonly accountSid: string;
  /** For a subaccount: the account it shares its quota with. */
  readonly parentSid?: string;
  /** Default: the AccountSid. */
  readonly friendlyName?: string;
  /** Default: `active`. Twilio refuses the requests of other accounts. */
  readonly status?: AccountStatus;
} & ({ readonly authToken: string } | { readonly key: string; readonly secret: string; readonly isMain?: boolean });

export type AccountStatus = 'active' | 'suspended' | 'closed';

/** The default account of a simulator. */
export const SIMULATED_ACCOUNT = {
  accountSid: 'AC0123456789abcdef0123456789abcdef',
  authToken: 'simulated-auth-token',
} as const satisfies Account;

/** The account of an Authorization header, by the credentials in it; undefined when they are unknown. */
export function accountOf(authorization: string | undefined, accounts: readonly Account[]): Account | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const credentials = Buffer.from(encoded, 'base64').toString('utf8');
  return accounts.find((account) => credentialsOf(account) === credentials);
}

/** The status of an account. A suspended parent suspends its subaccounts. */
export function statusOf(accountSid: string, accounts: readonly Account[]): AccountStatus {
  const known = accounts.filter((account) => account.accountSid === accountSid);
  const own = known.find(({ status }) => status)?.status ?? 'active';
  const parentSid = known.find((account) => account.parentSid)?.parentSid;
  if (own !== 'active' || parentSid === undefined) return own;
  return statusOf(parentSid, accounts) === 'active' ? 'active' : 'suspended';
}

/** The token of an account, with which Twilio signs its webhooks; undefined if the simulator knows only its keys. */
export function authTokenOf(accountSid: string, accounts: readonly Account[]): string | undefined {
  return accounts.flatMap((account) => ('authToken' in account && account.accountSid === accountSid ? [account.authToken] : []))[0];
}

/** The sid of the parent account, which shares its quota with its subaccounts. */
export function quotaGroupOf(accountSid: string, accounts: readonly Account[]): string {
  const subaccount = accounts.find((account) => account.accountSid === accountSid && account.parentSid);
  return subaccount?.parentSid ?? accountSid;
}

function credentialsOf(account: Account): string {
  return 'key' in account ? `${account.key}:${account.secret}` : `${account.accountSid}:${account.authToken}`;
}
