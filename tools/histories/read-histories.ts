import { WorkflowNotFoundError, type Client, type WorkflowHandle } from '@temporalio/client';

/** A run of a workflow; the latest one unless told. */
export interface WorkflowRun {
  readonly workflowId: string;
  readonly runId?: string;
}

/** The history of one run of a workflow. */
export interface RunHistory {
  readonly workflowId: string;
  readonly history: Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
}

/**
 * The histories of some runs and of every run before and after them: a history names the run that it continues, and the one that
 * continues it. Workflows that Temporal does not know are left out.
 */
export async function readHistories(client: Client, runs: Iterable<WorkflowRun>): Promise<RunHistory[]> {
  const histories = new Map<string, RunHistory>();
  for (const { workflowId, runId } of runs) {
    const waiting = [runId ?? (await latestRunOf(client, workflowId))];
    while (waiting.length > 0) {
      const next = waiting.pop();
      if (!next || histories.has(next)) continue;
      const history = await client.workflow.getHandle(workflowId, next).fetchHistory();
      histories.set(next, { workflowId, history });
      waiting.push(...neighboursOf(history));
    }
  }
  return [...histories.values()];
}

function neighboursOf({ events }: RunHistory['history']): readonly string[] {
  const before = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
  const after = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  return [before, after].flatMap((runId) => runId ?? []);
}

async function latestRunOf(client: Client, workflowId: string): Promise<string | undefined> {
  try {
    return (await client.workflow.getHandle(workflowId).describe()).runId;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}
