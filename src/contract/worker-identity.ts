/** An account at an API, and the group that counts its quota. */
export interface ServedAccount {
  /** A worker of several accounts has a digest of them: `file:` and 12 hexadecimal digits. */
  readonly accountSid: string;
  readonly origin: string;
  readonly group: string;
}

/** What a worker announces of itself to Temporal. Workers of older versions announce less. */
export interface WorkerIdentity {
  /** `<pid>@<host>`. */
  readonly process: string;
  /** Whose exports it works for. */
  readonly serves?: ServedAccount | undefined;
  /** The version of Dayhaul. */
  readonly version?: string | undefined;
}

/** A worker's identity, as Temporal keeps it beside its polls. @example `4711@host AC0123… https://bulkexports.twilio.com default 1.2.0` */
export function formatWorkerIdentity({ process, serves, version }: WorkerIdentity): string {
  return [process, serves?.accountSid, serves?.origin, serves?.group, version].filter(Boolean).join(' ');
}

/** Read an identity; one of another form is the name of a process. */
export function parseWorkerIdentity(text: string): WorkerIdentity {
  const [, process = text, accountSid, origin, group, version] = /^(\S+) ((?:AC|file)\S+) (\S+) (\S+)(?: (\S+))?$/.exec(text) ?? [];
  if (accountSid === undefined || origin === undefined || group === undefined) return { process };
  return { process, serves: { accountSid, origin, group }, version };
}
