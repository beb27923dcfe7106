import { createHash } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { parseWorkerIdentity, type ServedAccount, type WorkerIdentity } from '../contract/worker-identity';

const LONGEST_SILENCE_MS = 90_000; // a worker polls at least once a minute; without a poll for this long, it is gone

const RUNNING = 1; // `WORKER_STATUS_RUNNING` of Temporal's API

export interface Poller extends WorkerIdentity {
  /** Time since its last poll, milliseconds. */
  readonly silentMs: number;
}

type PollerClient = Pick<Client, 'workflowService'> & { readonly options: { readonly namespace: string } };

/** The workers that poll a task queue. A killed worker is listed for 90 s, a stopped one is not. */
export async function pollersOf(client: PollerClient, taskQueue: string): Promise<Poller[]> {
  const { namespace } = client.options;
  const { pollers } = await client.workflowService.describeTaskQueue({ namespace, taskQueue: { name: taskQueue } });
  const polling = pollers.flatMap(({ identity, lastAccessTime }) => {
    const silentMs = Math.max(Date.now() - Number(lastAccessTime?.seconds) * 1000, 0);
    return silentMs < LONGEST_SILENCE_MS ? [{ identity: identity ?? '', silentMs }] : [];
  });
  if (polling.length === 0) return [];
  const stopped = await stoppedWorkers(client, taskQueue);
  return polling
    .filter(({ identity }) => !stopped.has(identity))
    .map(({ identity, silentMs }) => ({ ...parseWorkerIdentity(identity), silentMs }));
}

/** The workers that poll a task queue for other accounts, another API or quota group, as far as they report their accounts. */
export async function rivalsOf(client: PollerClient, taskQueue: string, own: ServedAccount): Promise<Poller[]> {
  return (await pollersOf(client, taskQueue)).filter(({ serves }) => serves && servedKey(serves) !== servedKey(own));
}

/** Whom a worker serves, as one text: the same whether it announces its AccountSid or a fingerprint. */
export function servedKey({ accountSid, origin, group }: ServedAccount): string {
  return `${fingerprint(accountSid)} ${origin} ${group}`;
}

/** What a worker announces instead of its AccountSid if it encrypts data. @example `AC#5feceb66ffc8` */
export function fingerprint(accountSid: string): string {
  if (isFingerprint(accountSid)) return accountSid;
  if (accountSid.startsWith('file:')) return accountSid.replace(':', '#');
  return `AC#${createHash('sha256').update(accountSid).digest('hex').slice(0, 12)}`;
}

export function isFingerprint(accountSid: string): boolean {
  return /^(AC|file)#/.test(accountSid);
}

/** Describe the workers that use a label for another account, count its quota in another group, or have another accounts file. */
export function describeRivals(account: string, rivals: readonly Poller[]): string {
  const others = rivals.map(
    ({ process, serves, silentMs }) =>
      `${process} for ${serves?.accountSid} at ${serves?.origin}, quota group ${serves?.group}, which polled ${Math.round(silentMs / 1000)} s ago`,
  );
  const what = hasFile(rivals)
    ? 'Workers of the group have different accounts files or TWILIO_BULK_EXPORTS_URL'
    : `The label "${account}" is in use by another account or quota group`;
  const remedy = hasFile(rivals)
    ? 'Give all of them the same and restart them.'
    : 'Stop that worker, set another DAYHAUL_ACCOUNT, or give both the same DAYHAUL_QUOTA_GROUP.';
  return `${what}: worker ${others.join(', and worker ')}. ${remedy} A killed worker counts for ${LONGEST_SILENCE_MS / 1000} s.`;
}

/** Whether workers serve the groups of an accounts file. */
export function hasFile(pollers: readonly Poller[]): boolean {
  return pollers.some(({ serves }) => serves?.accountSid.startsWith('file'));
}

/** The identities whose workers at a task queue have all stopped. Servers before 1.29 do not report them. */
async function stoppedWorkers(client: PollerClient, taskQueue: string): Promise<Set<string>> {
  try {
    const { namespace } = client.options;
    const { workersInfo } = await client.workflowService.listWorkers({ namespace, query: `TaskQueue = '${taskQueue}'` });
    const known = workersInfo.flatMap(({ workerHeartbeat }) => workerHeartbeat ?? []);
    const running = known.filter(({ status }) => Number(status) === RUNNING).map(({ workerIdentity }) => workerIdentity);
    return new Set(known.flatMap(({ workerIdentity }) => workerIdentity ?? []).filter((identity) => !running.includes(identity)));
  } catch {
    return new Set();
  }
}
