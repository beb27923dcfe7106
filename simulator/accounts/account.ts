/** Credentials that the simulator accepts: those of an account, or an API key of an account. */
export type Account = {
  readonly accountSid: string;
  /** For a subaccount: the account it shares its quota with. */
  readonly parentSid?: string;
} & ({ readonly authToken: string } | { readonly key: string; readonly secret: string });

/** The default account of a simulator. */
export const SIMULATED_ACCOUNT = {
  accountSid: 'AC0123456789abcdef0123456789abcdef',
  authToken: 'simulated-auth-token',
} as const satisfies Account;

/** The AccountSid of an Authorization header; undefined when the credentials are unknown. */
export function accountOf(authorization: string | undefined, accounts: readonly Account[]): string | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const credentials = Buffer.from(encoded, 'base64').toString('utf8');
  return accounts.find((account) => credentialsOf(account) === credentials)?.accountSid;
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
