import { setTimeout as pause } from 'node:timers/promises';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { WatchedEnd } from './kill-observations';

const LOOK_EVERY_MS = 500;

/** So many attempts at a workflow task are a reason to replay its history: it may fail, or just have met several kills. */
const SUSPICIOUS_ATTEMPTS = 3;

/** What a watch needs to know of exports. */
export interface Watch {
  readonly client: Client;
  readonly workflowIds: readonly string[];
  readonly canReplay: (workflowId: string) => Promise<boolean>;
  readonly signal: AbortSignal;
}

/** Watch exports until all have closed, until one cannot go on, or until told to stop. */
export async function watchExports(watch: Watch): Promise<readonly WatchedEnd[]> {
  const { client, workflowIds, signal } = watch;
  const replayedAt = new Map<string, number>();
  for (;;) {
    const ends = await Promise.all(workflowIds.map((workflowId) => look(client, workflowId)));
    const isOver = ends.every(({ status }) => status !== 'RUNNING' && status !== 'UNKNOWN');
    if (isOver || signal.aborted || (await isAnyStuck(ends, replayedAt, watch))) return ends;
    await pause(LOOK_EVERY_MS);
  }
}

/** A history is replayed once for each number of attempts. */
async function isAnyStuck(ends: readonly WatchedEnd[], replayedAt: Map<string, number>, { canReplay }: Watch): Promise<boolean> {
  for (const { workflowId, taskAttempts } of ends) {
    if (taskAttempts < SUSPICIOUS_ATTEMPTS || replayedAt.get(workflowId) === taskAttempts) continue;
    replayedAt.set(workflowId, taskAttempts);
    if (!(await canReplay(workflowId))) return true;
  }
  return false;
}

async function look(client: Client, workflowId: string): Promise<WatchedEnd> {
  try {
    const { status, raw } = await client.workflow.getHandle(workflowId).describe();
    return { workflowId, status: status.name, taskAttempts: raw.pendingWorkflowTask?.attempt ?? 0 };
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    return { workflowId, status: 'UNKNOWN', taskAttempts: 0 };
  }
}
