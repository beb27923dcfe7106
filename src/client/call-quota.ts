import { WithStartWorkflowOperation, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { isKeyMissing } from '../codec/encryption-codec';
import { quotaWorkflowId, quotaTaskQueueOf } from '../contract/ids';
import { quotaCallUpdate, quotaQuery } from '../contract/messages';
import type { DayQuota, LostQuota } from '../domain/quota/day-quota';
import type { QuotaCall } from '../domain/quota/protocol';
import { isNamespaceMissing, unlessGone } from './failures/grpc-error';
import { failingTask, sendCommand } from './send-command';
import { commandLine } from '../domain/request/command-line';

/** How often a start may find that another client started, or ended, the workflow at the same moment. */
const MOST_STARTS = 5;

/** Call the workflow of a quota, once or several times. Starts the workflow when it is not running, with the end of an earlier one. */
export async function callQuotaWorkflow(client: Client, group: string, calls: readonly QuotaCall[]) {
  const handle = client.workflow.getHandle(quotaWorkflowId(group));
  for (let starts = 1; ; starts++) {
    const answers = await unlessGone(() => handle.executeUpdate(quotaCallUpdate, { args: [calls] }));
    if (answers) return answers;
    try {
      const startWorkflowOperation = new WithStartWorkflowOperation('dayQuota', quotaStart(group, await findEnded(client, group)));
      return await client.workflow.executeUpdateWithStart(quotaCallUpdate, { args: [calls], startWorkflowOperation });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError) || starts === MOST_STARTS) throw error;
    }
  }
}

type EndedQuota = NonNullable<Awaited<ReturnType<typeof findEnded>>>;

/** The last workflow of a quota, if it has ended, with its end by the server's clock (ms since 1970); undefined without one. */
async function findEnded(client: Client, group: string) {
  const found = await unlessGone(() => client.workflow.getHandle(quotaWorkflowId(group)).describe());
  return found?.closeTime && { status: found.status.name, atMs: found.closeTime.getTime() };
}

const QUERY_TIMEOUT_MS = 10_000;

/** Send a call to a quota workflow, and start the workflow when it does not exist yet. */
export function callQuota(client: Client, group: string, call: QuotaCall): Promise<unknown> {
  return sendCommand(client, quotaWorkflowId(group), () => callQuotaWorkflow(client, group, [call]));
}

/** Read a quota; undefined before the first request, and a problem when it does not respond. */
export async function readQuota(client: Client, group: string): Promise<DayQuota | { readonly problem: string } | undefined> {
  const workflowId = quotaWorkflowId(group);
  try {
    return await client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, () => client.workflow.getHandle(workflowId).query(quotaQuery));
  } catch (error) {
    if (isNamespaceMissing(error) || isKeyMissing(error)) throw error;
    if (error instanceof WorkflowNotFoundError) return undefined;
    const silent = `Quota workflow ${workflowId} did not respond. Check that a worker of its group is running.`;
    return { problem: (await failingTask(client, error, workflowId))?.message ?? silent };
  }
}

/** The start of `dayQuota`. After an ended one, whose count is lost, the UTC day is closed; otherwise the id must be unused. */
export function quotaStart(group: string, ended?: EndedQuota) {
  const workflowId = quotaWorkflowId(group);
  return {
    workflowId,
    taskQueue: quotaTaskQueueOf(group),
    args: [ended ? { lost: lostQuota(workflowId, group, ended) } : {}] as [{ readonly lost?: LostQuota }],
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    workflowIdReusePolicy: ended ? ('ALLOW_DUPLICATE' as const) : ('REJECT_DUPLICATE' as const),
    staticSummary: `days requested per UTC day, group ${group}`,
  };
}

function lostQuota(workflowId: string, group: string, { status, atMs }: EndedQuota): LostQuota {
  const open = `dayhaul ${commandLine(['quota', 'open', '--group', group])}`;
  const end = status.toLowerCase().replaceAll('_', ' ');
  return { atMs, why: `The days requested today are unknown: an earlier ${workflowId} ended (${end}). To open the day: ${open}` };
}
