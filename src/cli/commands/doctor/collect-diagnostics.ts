import type { Client } from '@temporalio/client';
import { memoOf } from '../../../client/exports/export-state';
import type { checkWorker } from '../../../workflows';
import { quotaTaskQueueOf, taskQueueOf } from '../../../contract/ids';
import { pollersOf, type Poller } from '../../../client/pollers';
import { connectClient, TemporalUnreachable, type TemporalClient } from '../../../client/connection';
import { VERSION } from '../../../version';
import { readQuota } from '../../../client/quota';
import { readRetentionDays } from '../../../client/retention';
import { listSchedules } from '../../../client/schedules/schedule-state';
import { lookAtSearchAttributes } from '../../../client/search-attributes';
import type { Diagnostics, WorkerDiagnostics } from './diagnostics';
import { findFailingWorkflows } from './failing-workflows';

/** How long a worker may take to answer, milliseconds; Twilio may take half a minute of it. */
const ANSWERS_WITHIN_MS = 45_000;

/** Find out how a set-up is: what can be asked is asked, and nothing is changed but a file that comes and goes. */
export async function collectDiagnostics(account: string, archives: readonly string[]): Promise<Diagnostics> {
  const known = { account, starterVersion: VERSION };
  let temporal: TemporalClient;
  try {
    temporal = await connectClient();
  } catch (error) {
    if (!(error instanceof TemporalUnreachable)) throw error;
    return { ...known, temporal: { problem: error.message } };
  }
  try {
    return { ...known, ...(await askTemporal(temporal, account, archives)) };
  } finally {
    await temporal.close();
  }
}

async function askTemporal(
  { client, address, namespace }: TemporalClient,
  account: string,
  archives: readonly string[],
): Promise<Omit<Diagnostics, 'account' | 'starterVersion'>> {
  const { serverVersion } = await client.workflowService.getSystemInfo({});
  const retentionDays = await readRetentionDays(client, namespace).catch(() => 'unknown' as const);
  if (retentionDays === 'unknown') {
    const problem = `The server at ${address} has no namespace ${namespace}, or does not show it. Check TEMPORAL_NAMESPACE and the rights of its key.`;
    return { temporal: { problem } };
  }
  const places = new Set([
    ...archives,
    ...(await scheduledArchives(client, account)),
    ...(await runningArchives(client, account)),
  ]);
  const pollers = await pollersOf(client, taskQueueOf(account));
  const worker = await askWorker(client, account, pollers, [...places]);
  const starterMs = Date.now();
  const group = 'problem' in worker ? undefined : worker.quota.group;
  const quota = group === undefined ? undefined : await readQuota(client, group);
  const taskQueues = [taskQueueOf(account), ...(group === undefined ? [] : [quotaTaskQueueOf(group)])];
  const failing = await findFailingWorkflows(client, taskQueues).catch(() => undefined);
  const searchAttributes = await lookAtSearchAttributes(client).catch(() => ({
    problem: 'Temporal does not tell which search attributes there are.',
  }));
  return {
    temporal: { address, namespace, serverVersion, retentionDays },
    worker,
    pollers,
    starterMs,
    quota,
    failing,
    searchAttributes,
  };
}

/** The archives into which the account's schedules deliver. */
async function scheduledArchives(client: Client, account: string): Promise<string[]> {
  const schedules = await listSchedules(client).catch(() => []);
  return schedules
    .filter(({ input }) => input?.account === account)
    .flatMap(({ input }) => input?.options?.archive ?? []);
}

/** The archives into which the account's running exports deliver. */
async function runningArchives(client: Client, account: string): Promise<string[]> {
  const query = `WorkflowType = 'exportDayRange' AND ExecutionStatus = 'Running' AND TaskQueue = '${taskQueueOf(account)}'`;
  const archives: string[] = [];
  for await (const workflow of client.workflow.list({ query })) {
    const { archive } = memoOf(workflow).options ?? {};
    if (archive !== undefined) archives.push(archive);
  }
  return archives;
}

async function askWorker(
  client: Client,
  account: string,
  pollers: readonly Poller[],
  archives: readonly string[],
): Promise<WorkerDiagnostics> {
  const taskQueue = taskQueueOf(account);
  if (pollers.length === 0) return { problem: `No worker asks for work on task queue ${taskQueue}.` };
  const handle = await client.workflow.start<typeof checkWorker>('checkWorker', {
    workflowId: `doctor-${account}`,
    taskQueue,
    args: [{ account, archives }],
    workflowIdConflictPolicy: 'TERMINATE_EXISTING',
    workflowExecutionTimeout: ANSWERS_WITHIN_MS,
    staticSummary: 'starter doctor',
  });
  try {
    return await handle.result();
  } catch {
    const problem = `No worker on task queue ${taskQueue} answered within ${ANSWERS_WITHIN_MS / 1000} s. It is of an older version, overloaded, or just gone.`;
    return { problem };
  }
}
