import { WorkflowNotFoundError, type Client, type WorkflowHandle } from '@temporalio/client';

/** The history of one run of a workflow. */
export interface RunHistory {
  readonly workflowId: string;
  readonly history: Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
}

/**
 * The history of every run of some workflows. The first event of a run names the run that it continues, so that the
 * latest run leads back to the first. Workflows that Temporal does not know are left out.
 */
export async function readHistories(client: Client, workflowIds: Iterable<string>): Promise<RunHistory[]> {
  const histories: RunHistory[] = [];
  for (const workflowId of workflowIds) {
    let runId = await latestRunOf(client, workflowId);
    while (runId) {
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      histories.push({ workflowId, history });
      runId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
    }
  }
  return histories;
}

async function latestRunOf(client: Client, workflowId: string): Promise<string | null | undefined> {
  try {
    return (await client.workflow.getHandle(workflowId).describe()).runId;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}
