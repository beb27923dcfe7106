/** What a worker announces of itself to Temporal. */
export interface WorkerIdentity {
  /** `<pid>@<host>`. */
  readonly process: string;
  /** Whose exports it works for; undefined for a worker of a version that does not announce it. */
  readonly serves?: { readonly accountSid: string; readonly origin: string } | undefined;
}

/**
 * A worker's identity, as Temporal keeps it beside its polls.
 *
 * @example `4711@host AC0123… https://bulkexports.twilio.com`
 */
export function formatWorkerIdentity({ process, serves }: WorkerIdentity): string {
  return [process, serves?.accountSid, serves?.origin].filter(Boolean).join(' ');
}

/** Read an identity; one of another form is the name of a process. */
export function parseWorkerIdentity(text: string): WorkerIdentity {
  const [, process, accountSid, origin] = /^(\S+) (AC\S+) (\S+)$/.exec(text) ?? [];
  if (process === undefined || accountSid === undefined || origin === undefined) return { process: text };
  return { process, serves: { accountSid, origin } };
}
