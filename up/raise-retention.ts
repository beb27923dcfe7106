import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';

const DAY_MS = 86_400_000;

/** How long closed exports stay known, in days; a development server keeps them for one day unless told otherwise. */
export const RETENTION_DAYS = 90;

/** Have a Temporal server keep closed workflows of a namespace for {@link RETENTION_DAYS}. */
export async function raiseRetention(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: msToTs(RETENTION_DAYS * DAY_MS) },
    });
  } finally {
    await connection.close();
  }
}
