import type { Client } from '@temporalio/client';
import { taskQueueOf } from '../contract/ids';
import { parseWorkerIdentity, type WorkerIdentity } from '../contract/worker-identity';

/** A worker polls at least once a minute; one that has not polled for longer is not there. */
const LONGEST_SILENCE_MS = 90_000;

/** `WORKER_STATUS_RUNNING` of Temporal's API. */
const RUNNING = 1;

/** A worker that polls a task queue. */
export interface Poller extends WorkerIdentity {
  /** How long ago it polled last, milliseconds. */
  readonly silentMs: number;
}

/** Where to look for pollers: a client, or what it calls the service with. */
type Asker = Pick<Client, 'workflowService'> & { readonly options: { readonly namespace: string } };

/** The workers that poll a task queue. One that was killed is among them for 90 s, one that was stopped is not. */
export async function pollersOf(asker: Asker, taskQueue: string): Promise<Poller[]> {
  const { pollers } = await asker.workflowService.describeTaskQueue({
    namespace: asker.options.namespace,
    taskQueue: { name: taskQueue },
  });
  const polling = pollers.flatMap(({ identity, lastAccessTime }) => {
    const silentMs = Math.max(Date.now() - Number(lastAccessTime?.seconds) * 1000, 0);
    return silentMs < LONGEST_SILENCE_MS ? [{ identity: identity ?? '', silentMs }] : [];
  });
  if (polling.length === 0) return [];
  const stopped = await stoppedWorkers(asker, taskQueue);
  return polling
    .filter(({ identity }) => !stopped.has(identity))
    .map(({ identity, silentMs }) => ({ ...parseWorkerIdentity(identity), silentMs }));
}

/**
 * The workers that poll the task queue of a label for another account, or at another API, than this worker.
 * Workers that do not announce their account are not counted.
 */
export async function rivalsOf(
  asker: Asker,
  account: string,
  own: NonNullable<WorkerIdentity['serves']>,
): Promise<Poller[]> {
  const pollers = await pollersOf(asker, taskQueueOf(account));
  return pollers.filter(
    ({ serves }) => serves && (serves.accountSid !== own.accountSid || serves.origin !== own.origin),
  );
}

/** Why a label cannot be used by two accounts, and which worker has it. */
export function describeRivals(account: string, rivals: readonly Poller[]): string {
  const others = rivals.map(
    ({ process, serves, silentMs }) =>
      `${process} for ${serves?.accountSid} at ${serves?.origin}, which polled ${Math.round(silentMs / 1000)} s ago`,
  );
  return (
    `The label "${account}" is in use by another account: worker ${others.join(', and worker ')}. ` +
    `Stop that worker, or set another DAYHAUL_ACCOUNT. A worker that was killed counts for ${LONGEST_SILENCE_MS / 1000} s.`
  );
}

/** The identities that have only stopped workers at a task queue; servers before 1.29 do not tell. */
async function stoppedWorkers(asker: Asker, taskQueue: string): Promise<Set<string>> {
  try {
    const { workersInfo } = await asker.workflowService.listWorkers({
      namespace: asker.options.namespace,
      query: `TaskQueue = '${taskQueue}'`,
    });
    const known = workersInfo.map(({ workerHeartbeat }) => ({
      identity: workerHeartbeat?.workerIdentity ?? '',
      isRunning: Number(workerHeartbeat?.status) === RUNNING,
    }));
    const running = new Set(known.filter(({ isRunning }) => isRunning).map(({ identity }) => identity));
    return new Set(known.map(({ identity }) => identity).filter((identity) => !running.has(identity)));
  } catch {
    return new Set();
  }
}
