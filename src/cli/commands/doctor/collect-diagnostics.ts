import type { Client } from '@temporalio/client';
import { readQuota } from '../../../client/call-quota';
import { withTemporal, type TemporalClient } from '../../../client/connection';
import { memoOf } from '../../../client/exports/export-state';
import { describeTaskFailure, hasRepeatedTask, readTaskFailure } from '../../../client/exports/task-failure';
import { problemOf } from '../../../client/failures/describe-failure';
import { pollersOf } from '../../../client/pollers';
import { askWorker } from '../../../client/preview/ask-worker';
import { listSchedules } from '../../../client/schedules/schedule-state';
import { readSearchAttributes } from '../../../client/search-attributes';
import { missingSupport, readRetentionDays } from '../../../client/server-support';
import { quotaTaskQueueOf, taskQueueOf } from '../../../contract/ids';

export interface CheckResult {
  readonly check: string;
  /** `note`: works, with something to know. `skipped`: another check has to pass first. */
  readonly state: 'ok' | 'note' | 'failed' | 'skipped';
  readonly message: string;
  readonly remedy?: string | undefined;
}

export type Verdict = Omit<CheckResult, 'check'>;

type Inspected = Awaited<ReturnType<typeof inspectTemporal>>;

/** The diagnostics of a setup. A part that could not be collected is absent, or has a `problem`, a sentence. */
export interface Diagnostics extends Partial<Omit<Inspected, 'temporal'>> {
  readonly account: string;
  readonly temporal: Inspected['temporal'] | { readonly problem: string };
}

/** Collect the diagnostics of a setup. This changes nothing, except for a temporary file in each archive. */
export async function collectDiagnostics(account: string, archives: readonly string[]): Promise<Diagnostics> {
  const inspected = withTemporal((temporal) => inspectTemporal(temporal, account, archives));
  return { account, ...(await inspected.catch((error: unknown) => ({ temporal: { problem: problemOf(error) } }))) };
}

async function inspectTemporal({ client, address, namespace }: TemporalClient, account: string, given: readonly string[]) {
  const { serverVersion } = await client.workflowService.getSystemInfo({});
  const retentionDays = await readRetentionDays(client, namespace);
  const archives = [
    ...new Set([...given, ...(await scheduledArchives(client, account)), ...(await runningArchives(client, account))]),
  ];
  const pollers = await pollersOf(client, taskQueueOf(account));
  const worker = await askWorker(client, account, {
    workflowType: 'checkWorker',
    workflowId: `doctor-${account}`,
    input: { account, archives },
  });
  const starterMs = Date.now(); // of this machine, when the worker read Twilio's clock
  const group = 'problem' in worker ? undefined : worker.quota.group;
  const quota = group === undefined ? undefined : await readQuota(client, group);
  const taskQueues = [taskQueueOf(account), ...(group === undefined ? [] : [quotaTaskQueueOf(group)])];
  const failing = await findFailingWorkflows(client, taskQueues).catch(() => undefined);
  const searchAttributes = await readSearchAttributes(client).catch(() => ({
    problem: 'The server does not list its search attributes.',
  }));
  const temporal = { address, namespace, serverVersion, retentionDays, missingSupport: await missingSupport(client) };
  return { temporal, worker, pollers, starterMs, quota, failing, searchAttributes };
}

async function scheduledArchives(client: Client, account: string): Promise<string[]> {
  const schedules = await listSchedules(client).catch(() => []);
  return schedules.filter(({ input }) => input?.account === account).flatMap(({ input }) => input?.options?.archive ?? []);
}

async function runningArchives(client: Client, account: string): Promise<string[]> {
  const query = `WorkflowType = 'exportDayRange' AND ExecutionStatus = 'Running' AND TaskQueue = '${taskQueueOf(account)}'`;
  const archives: string[] = [];
  for await (const workflow of client.workflow.list({ query })) {
    const { archive } = memoOf(workflow).options ?? {};
    if (archive !== undefined) archives.push(archive);
  }
  return archives;
}

/** The running workflows of some task queues whose workflow task fails, each with the problem and its remedy. */
async function findFailingWorkflows(client: Client, taskQueues: readonly string[]) {
  const query = `ExecutionStatus = 'Running' AND TaskQueue IN (${taskQueues.map((name) => `'${name}'`).join(', ')})`;
  const failing = [];
  for await (const { workflowId, runId } of client.workflow.list({ query })) {
    const description = await client.workflow.getHandle(workflowId, runId).describe();
    const failure = hasRepeatedTask(description) ? await readTaskFailure(client, description) : undefined;
    if (failure !== undefined) failing.push({ workflowId, ...describeTaskFailure(failure, description) });
  }
  return failing;
}
