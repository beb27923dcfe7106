import type { Client } from '@temporalio/client';
import { memoOf } from '../../../client/exports/export-state';
import type { checkWorker } from '../../../workflows';
import { quotaTaskQueueOf, taskQueueOf } from '../../../contract/ids';
import { askWorker } from '../../../client/preview/ask-worker';
import { pollersOf } from '../../../client/pollers';
import { withTemporal, type TemporalClient } from '../../../client/connection';
import { describeFailure } from '../../../client/failures/describe-failure';
import { missingSupport } from '../../../client/server-support';
import { VERSION } from '../../../version';
import { readQuota } from '../../../client/quota';
import { readRetentionDays } from '../../../client/retention';
import { listSchedules } from '../../../client/schedules/schedule-state';
import { readSearchAttributes } from '../../../client/search-attributes';
import type { Diagnostics } from './diagnostics';
import { findFailingWorkflows } from './failing-workflows';

/** Collect the diagnostics of a setup. This changes nothing, except for a temporary file in each archive. */
export async function collectDiagnostics(account: string, archives: readonly string[]): Promise<Diagnostics> {
  const known = { account, starterVersion: VERSION };
  try {
    return { ...known, ...(await withTemporal((temporal) => inspectTemporal(temporal, account, archives))) };
  } catch (error) {
    const problem = describeFailure(error);
    if (problem === undefined) throw error;
    return { ...known, temporal: { problem } };
  }
}

async function inspectTemporal(
  { client, address, namespace }: TemporalClient,
  account: string,
  archives: readonly string[],
): Promise<Omit<Diagnostics, 'account' | 'starterVersion'>> {
  const { serverVersion } = await client.workflowService.getSystemInfo({});
  const retentionDays = await readRetentionDays(client, namespace);
  const locations = new Set([
    ...archives,
    ...(await scheduledArchives(client, account)),
    ...(await runningArchives(client, account)),
  ]);
  const pollers = await pollersOf(client, taskQueueOf(account));
  const worker = await askWorker<typeof checkWorker>(client, account, {
    workflowType: 'checkWorker',
    workflowId: `doctor-${account}`,
    input: { account, archives: [...locations] },
  });
  const starterMs = Date.now();
  const group = 'problem' in worker ? undefined : worker.quota.group;
  const quota = group === undefined ? undefined : await readQuota(client, group);
  const taskQueues = [taskQueueOf(account), ...(group === undefined ? [] : [quotaTaskQueueOf(group)])];
  const failing = await findFailingWorkflows(client, taskQueues).catch(() => undefined);
  const searchAttributes = await readSearchAttributes(client).catch(() => ({
    problem: 'The server does not list its search attributes.',
  }));
  return {
    temporal: { address, namespace, serverVersion, retentionDays, missingSupport: await missingSupport(client) },
    worker,
    pollers,
    starterMs,
    quota,
    failing,
    searchAttributes,
  };
}

/** The archives of the account's schedules. */
async function scheduledArchives(client: Client, account: string): Promise<string[]> {
  const schedules = await listSchedules(client).catch(() => []);
  return schedules.filter(({ input }) => input?.account === account).flatMap(({ input }) => input?.options?.archive ?? []);
}

/** The archives of the account's running exports. */
async function runningArchives(client: Client, account: string): Promise<string[]> {
  const query = `WorkflowType = 'exportDayRange' AND ExecutionStatus = 'Running' AND TaskQueue = '${taskQueueOf(account)}'`;
  const archives: string[] = [];
  for await (const workflow of client.workflow.list({ query })) {
    const { archive } = memoOf(workflow).options ?? {};
    if (archive !== undefined) archives.push(archive);
  }
  return archives;
}
