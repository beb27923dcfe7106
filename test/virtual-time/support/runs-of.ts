import type { Client } from '@temporalio/client';
import type { ExportHandle } from '../../support/export-bench';

/** One run of an export that went on over several. */
interface Run {
  readonly events: number;
  /** Bytes of what it handed to the next one; 0 for the last. */
  readonly carriedBytes: number;
}

/** All runs of an export, in order: each history names the next. */
export async function runsOf(
  client: Client,
  { workflowId, firstExecutionRunId }: Pick<ExportHandle, 'workflowId' | 'firstExecutionRunId'>,
): Promise<Run[]> {
  const { events } = await client.workflow.getHandle(workflowId, firstExecutionRunId).fetchHistory();
  const next = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes;
  const payloads = next?.input?.payloads ?? [];
  const carriedBytes = payloads.reduce((bytes, { data }) => bytes + (data?.length ?? 0), 0);
  const run = { events: events?.length ?? 0, carriedBytes };
  const nextRunId = next?.newExecutionRunId;
  return nextRunId ? [run, ...(await runsOf(client, { workflowId, firstExecutionRunId: nextRunId }))] : [run];
}
