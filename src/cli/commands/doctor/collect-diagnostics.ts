import type { Client } from '@temporalio/client';
import { readQuota } from '../../../client/call-quota';
import { withTemporal, type TemporalClient } from '../../../client/connection';
import { describeTaskFailure, hasRepeatedTask, readTaskFailure } from '../../../client/exports/task-failure';
import { problemOf } from '../../../client/failures/describe-failure';
import { pollersOf } from '../../../client/pollers';
import { askWorker } from '../../../client/preview/ask-worker';
import { readSearchAttributes } from '../../../client/search-attributes';
import { missingSupport, readRetentionDays } from '../../../client/server-support';
import { accountOfExport, quotaTaskQueueOf } from '../../../contract/ids';
import type { AccountPlace } from '../../../domain/request/export-request';
import { findLeftovers, listWork, type Work } from './leftovers';

type Inspected = Awaited<ReturnType<typeof inspectTemporal>>;

/** The diagnostics of a setup. A part that could not be collected is absent, or has a `problem`, a sentence. */
export interface Diagnostics extends Partial<Omit<Inspected, 'temporal'>> {
  readonly account: string;
  readonly temporal: Inspected['temporal'] | { readonly problem: string };
}

/** Collect the diagnostics of a setup. This changes nothing, except for a temporary file in each archive. */
export async function collectDiagnostics(place: AccountPlace, archives: readonly string[]): Promise<Diagnostics> {
  const inspected = withTemporal((temporal) => inspectTemporal(temporal, place, archives));
  return { account: place.account, ...(await inspected.catch((error: unknown) => ({ temporal: { problem: problemOf(error) } }))) };
}

async function inspectTemporal({ client, address, namespace }: TemporalClient, place: AccountPlace, given: readonly string[]) {
  const { account, taskQueue: ownTaskQueue } = place;
  const { serverVersion } = await client.workflowService.getSystemInfo({});
  const retentionDays = await readRetentionDays(client, namespace);
  const unlisted = { problem: 'The server does not list its search attributes.' };
  const searchAttributes = await readSearchAttributes(client).catch(() => unlisted);
  const isSearchable = 'missing' in searchAttributes && !searchAttributes.missing.includes('DayhaulPhase');
  const work = await listWork(client, isSearchable).catch(() => undefined);
  const own = (work ?? []).filter(({ taskQueue }) => taskQueue === ownTaskQueue);
  const isOfAccount = ({ id, taskQueue }: Work) =>
    id.startsWith(`schedule-${account}-`) || accountOfExport({ workflowId: id, taskQueue }) === account;
  const archives = [...new Set([...given, ...own.filter(isOfAccount).flatMap(({ archive }) => archive ?? [])])];
  const pollers = await pollersOf(client, ownTaskQueue);
  const question = { workflowType: 'checkWorker', workflowId: `doctor-${account}`, input: { account, archives } } as const;
  const worker = await askWorker(client, ownTaskQueue, question);
  const starterMs = Date.now(); // of this machine, when the worker read Twilio's clock
  const group = 'problem' in worker ? undefined : worker.quota.group;
  const quota = group === undefined ? undefined : await readQuota(client, group);
  const ofQuota = (work ?? []).filter(({ taskQueue }) => group !== undefined && taskQueue === quotaTaskQueueOf(group));
  const failing = work && (await findFailingWorkflows(client, [...own, ...ofQuota]).catch(() => undefined));
  const temporal = { address, namespace, serverVersion, retentionDays, missingSupport: await missingSupport(client) };
  const others = group === undefined ? [] : await pollersOf(client, quotaTaskQueueOf(group));
  const workers = [...new Map([...others, ...pollers].map((each) => [each.process, each])).values()];
  const leftovers = work && (await findLeftovers(client, work, ownTaskQueue).catch(() => undefined));
  return { temporal, worker, pollers, workers, starterMs, quota, failing, leftovers, searchAttributes };
}

/** The workflows whose workflow task fails, each with the problem and its remedy. */
async function findFailingWorkflows(client: Client, work: readonly Work[]) {
  const failing = [];
  for (const { id: workflowId } of work.filter(({ isSchedule }) => !isSchedule)) {
    const description = await client.workflow.getHandle(workflowId).describe();
    const failure = hasRepeatedTask(description) ? await readTaskFailure(client, description) : undefined;
    if (failure !== undefined) failing.push({ workflowId, ...describeTaskFailure(failure, description) });
  }
  return failing;
}
